package io.foretide.app.config;

import io.foretide.core.settings.Secret;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.store.postgres.PostgresSettings;
import io.foretide.store.retention.Retention;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code store} section.
 *
 * @param postgres the server; empty for the embedded file
 * @param folder where the database and {@code server.json} are
 * @param keepPoints age after which points are removed, nanoseconds; {@link Long#MAX_VALUE} for
 *     never
 * @param keepSeries other ages for some series, by pattern; the first that fits counts
 * @param keepEvents age after which events are removed, nanoseconds
 * @param keepAlarms age after which alarms that are over are removed, nanoseconds
 */
public record StoreConfig(
    Optional<PostgresSettings> postgres,
    Path folder,
    long keepPoints,
    List<Retention.Rule> keepSeries,
    long keepEvents,
    long keepAlarms) {
  public StoreConfig {
    keepSeries = List.copyOf(keepSeries);
  }

  /** The database file. */
  public Path database() {
    return folder.resolve("foretide.db");
  }

  static StoreConfig read(Settings s, Path base) {
    Optional<PostgresSettings> postgres =
        s.choice("type", "sqlite", List.of("sqlite", "postgresql")).equals("postgresql")
            ? Optional.of(postgres(s))
            : Optional.empty();
    Settings keep = s.section("keep");
    return new StoreConfig(
        postgres,
        base.resolve(s.text("folder", "data")).normalize(),
        age(keep, "points", Long.MAX_VALUE),
        rules(keep),
        age(keep, "events", 90 * Instants.DAY),
        age(keep, "alarms", 365 * Instants.DAY));
  }

  private static PostgresSettings postgres(Settings s) {
    String text = s.text("url", "postgresql://localhost:5432/foretide");
    String host = "localhost";
    int port = 5432;
    String database = "foretide";
    try {
      URI url = new URI(text.startsWith("jdbc:") ? text.substring(5) : text);
      if (url.getHost() == null
          || !List.of("postgresql", "postgres").contains(String.valueOf(url.getScheme()))
          || url.getUserInfo() != null
          || url.getPath().length() < 2) {
        throw new URISyntaxException("", "not of that form");
      }
      host = url.getHost();
      port = url.getPort() < 0 ? port : url.getPort();
      database = url.getPath().substring(1);
    } catch (URISyntaxException e) {
      // The text is not repeated: a password may stand in it.
      s.problem("url", "expected postgresql://HOST:PORT/DATABASE, without user and password");
    }
    return new PostgresSettings(
        host,
        port,
        database,
        s.text("schema", "foretide"),
        s.text("user", "foretide"),
        s.has("password") ? s.secret("password") : new Secret(""),
        s.flag("tls", false));
  }

  private static List<Retention.Rule> rules(Settings keep) {
    List<Retention.Rule> out = new ArrayList<>();
    for (Settings rule : keep.sections("series")) {
      out.add(new Retention.Rule(rule.text("pattern"), age(rule, "points", Long.MAX_VALUE)));
    }
    return out;
  }

  /** What the store is told. */
  public io.foretide.store.Settings settings() {
    io.foretide.store.Settings usual = io.foretide.store.Settings.DEFAULT;
    Retention r = Retention.DEFAULT;
    return new io.foretide.store.Settings(
        usual.readers(),
        usual.liveQueue(),
        usual.backlogQueue(),
        usual.ingestQueue(),
        usual.timeoutMillis(),
        new Retention(
            keepPoints,
            keepSeries,
            keepEvents,
            r.mostEvents(),
            r.runs(),
            r.mostRuns(),
            keepAlarms));
  }

  private static long age(Settings s, String key, long otherwise) {
    return "forever".equals(s.any(key))
        ? Long.MAX_VALUE
        : s.duration(key, otherwise, Instants.HOUR, Long.MAX_VALUE);
  }
}
