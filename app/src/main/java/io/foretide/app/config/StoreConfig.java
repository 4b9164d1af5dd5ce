package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.store.retention.Retention;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code store} section.
 *
 * @param folder where the database and {@code server.json} are
 * @param keepPoints age after which points are removed, nanoseconds; {@link Long#MAX_VALUE} for
 *     never
 * @param keepSeries other ages for some series, by pattern; the first that fits counts
 * @param keepEvents age after which events are removed, nanoseconds
 */
public record StoreConfig(
    Path folder, long keepPoints, List<Retention.Rule> keepSeries, long keepEvents) {
  public StoreConfig {
    keepSeries = List.copyOf(keepSeries);
  }

  /** The database file. */
  public Path database() {
    return folder.resolve("foretide.db");
  }

  static StoreConfig read(Settings s, Path base) {
    s.choice("type", "sqlite", List.of("sqlite"));
    Settings keep = s.section("keep");
    return new StoreConfig(
        base.resolve(s.text("folder", "data")).normalize(),
        age(keep, "points", Long.MAX_VALUE),
        rules(keep),
        age(keep, "events", 90 * Instants.DAY));
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
        new Retention(keepPoints, keepSeries, keepEvents, r.mostEvents(), r.runs(), r.mostRuns()));
  }

  private static long age(Settings s, String key, long otherwise) {
    return "forever".equals(s.any(key))
        ? Long.MAX_VALUE
        : s.duration(key, otherwise, Instants.HOUR, Long.MAX_VALUE);
  }
}
