package io.foretide.app.enodorest;

import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.connect.Opening;
import io.foretide.core.connect.Queryable;
import io.foretide.core.connect.SensorSource;
import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.sensor.NativeRange;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.settings.Settings;
import io.foretide.hub.enodo.SeriesSource;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A SiriDB whose address, user and database can be changed while models read from it; what was
 * changed is kept in the store and counts before the configuration. Thread-safe.
 */
public final class SwitchedSensors
    implements SensorInformationProvider,
        SensorDataProvider,
        Verified,
        SeriesSource,
        AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchedSensors.class);
  private static final String KEY = "enodo.source";
  private static final Set<String> READING = Set.of("select", "list", "show", "count", "help");

  private final Map<String, Object> configured;
  private final Function<Settings, Opening<SensorSource>> read;
  private final ConnectorContext context;
  private final Keeper keeper;
  private volatile Current current;

  private record Current(Map<String, Object> values, SensorSource source) {}

  /**
   * Opens it as it was left.
   *
   * @param configured the settings of the section
   * @param read how they are read
   */
  public SwitchedSensors(
      Settings configured,
      Function<Settings, Opening<SensorSource>> read,
      ConnectorContext context,
      Keeper keeper)
      throws ProviderException {
    this.configured = new LinkedHashMap<>();
    for (String key : configured.keys()) {
      Object value = configured.any(key);
      if (value != null && !key.equals("type")) {
        this.configured.put(key, value);
      }
    }
    this.read = read;
    this.context = context;
    this.keeper = keeper;
    String kept = keeper.all(KEY).get(KEY);
    Map<String, Object> values = new LinkedHashMap<>(this.configured);
    if (kept != null) {
      PlainJson.object(kept)
          .forEach((key, value) -> {
            if (value != null) {
              values.put(key, value);
            }
          });
    }
    current = open(values);
  }

  private Current open(Map<String, Object> values) throws ProviderException {
    Settings s = Settings.of("siridb", values);
    try {
      Opening<SensorSource> opening = read.apply(s);
      s.finish();
      return new Current(values, opening.open(context));
    } catch (IllegalArgumentException e) {
      throw new ProviderException.Rejected(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Map<String, @Nullable Object> settings() {
    Map<String, Object> values = current.values();
    String server = server(values);
    int colon = server.lastIndexOf(':');
    boolean hasPort = colon > 0 && server.substring(colon + 1).matches("\\d{1,5}");
    return new Shape()
        .put("siridb_host", hasPort ? server.substring(0, colon) : server)
        .put("siridb_port", hasPort ? Integer.parseInt(server.substring(colon + 1)) : 9000)
        .put("siridb_user", values.getOrDefault("user", "iris").toString())
        .put("siridb_database", values.getOrDefault("database", "").toString())
        .map();
  }

  private static String server(Map<String, Object> values) {
    Object servers = values.getOrDefault("servers", "localhost:9000");
    return servers instanceof List<?> l && !l.isEmpty()
        ? String.valueOf(l.getFirst())
        : servers.toString();
  }

  @Override
  public synchronized void change(Map<String, @Nullable Object> changed) throws ProviderException {
    Map<String, @Nullable Object> shown = settings();
    Map<String, Object> values = new LinkedHashMap<>(current.values());
    if (changed.containsKey("siridb_host") || changed.containsKey("siridb_port")) {
      Object host = changed.getOrDefault("siridb_host", shown.get("siridb_host"));
      Object port = changed.getOrDefault("siridb_port", shown.get("siridb_port"));
      values.put("servers", List.of(host + ":" + port));
    }
    put(values, "user", changed.get("siridb_user"));
    put(values, "password", changed.get("siridb_password"));
    put(values, "database", changed.get("siridb_database"));
    Current next = open(values);
    try {
      if (next.source().information() instanceof Verified v) {
        v.verify();
      }
    } catch (ProviderException e) {
      close(next);
      throw e;
    }
    Shape kept = new Shape();
    for (String key : List.of("servers", "user", "password", "database")) {
      Object value = values.get(key);
      if (value != null && !value.equals(configured.get(key))) {
        kept.put(key, value);
      }
    }
    keeper.put(KEY, PythonJson.text(kept.map()));
    Current before = current;
    current = next;
    close(before);
  }

  private static void put(Map<String, Object> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value.toString());
    }
  }

  /** Something that is asked of the database. */
  private interface Question<T extends @Nullable Object> {
    T of(SensorSource source) throws ProviderException;
  }

  /** What was cut off because the database was changed meanwhile is asked of the new one. */
  private <T extends @Nullable Object> T ask(Question<T> question) throws ProviderException {
    while (true) {
      Current asked = current;
      try {
        return question.of(asked.source());
      } catch (ProviderException e) {
        if (asked == current) {
          throw e;
        }
        LOG.debug("asked again, for the database was changed: {}", e.getMessage());
      }
    }
  }

  @Override
  public String trouble() {
    try {
      // The list of series may be one of half a minute ago: this is asked of the database itself.
      var unused = query("show time_precision");
      return "";
    } catch (ProviderException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public @Nullable Object query(String text) throws ProviderException {
    String first = text.strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
    if (!READING.contains(first)) {
      throw new ProviderException.Rejected(
          "'" + first + "' is not asked here: expected one of " + READING);
    }
    return ask(s -> {
      if (s.information() instanceof Queryable q) {
        return q.query(text);
      }
      throw new ProviderException.Rejected("this database has no language that is spoken here");
    });
  }

  @Override
  public void verify() throws ProviderException {
    if (current.source().information() instanceof Verified v) {
      v.verify();
    }
  }

  @Override
  public List<SeriesInfo> list(String search, String after, int limit) throws ProviderException {
    return ask(s -> s.information().list(search, after, limit));
  }

  @Override
  public Optional<SeriesInfo> find(String name) throws ProviderException {
    return ask(s -> s.information().find(name));
  }

  @Override
  public boolean exists(String name) throws ProviderException {
    return ask(s -> s.information().exists(name));
  }

  @Override
  public long count() throws ProviderException {
    return ask(s -> s.information().count());
  }

  @Override
  public NativeRange nativeRange(FrameQuery query) {
    return current.source().data().nativeRange(query);
  }

  @Override
  public Frame read(FrameQuery query) throws ProviderException {
    return ask(s -> s.data().read(query));
  }

  @Override
  public boolean announcesChanges() {
    return current.source().data().announcesChanges();
  }

  private static void close(Current c) {
    if (c.source().information() instanceof AutoCloseable closing) {
      try {
        closing.close();
      } catch (Exception e) {
        LOG.warn("closing a database failed: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    close(current);
  }
}
