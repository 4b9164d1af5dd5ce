package io.foretide.hub.enodo.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A series that Enodo's clients know.
 *
 * @param rid its number
 * @param name of the series of points
 * @param meta facts of the clients' own; null for none
 * @param config its jobs
 * @param seed {@code model} and {@code model_parameters} as a client of the seed's era gave them;
 *     null if none did
 * @param models the model of each job that has one, by the job's name
 * @param waits whether its models wait until it has enough points
 */
public record Registered(
    long rid,
    String name,
    @Nullable Map<String, @Nullable Object> meta,
    SeriesConfig config,
    @Nullable Map<String, @Nullable Object> seed,
    Map<String, String> models,
    boolean waits) {
  public Registered {
    models = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(models));
  }

  public Registered with(Map<String, String> otherModels, boolean waiting) {
    return new Registered(rid, name, meta, config, seed, otherModels, waiting);
  }

  public Registered with(SeriesConfig other) {
    return new Registered(rid, name, meta, other, seed, models, waits);
  }

  /** As it is kept. */
  public String text() {
    return PythonJson.text(
        new Shape()
            .put("name", name)
            .put("meta", meta)
            .put("config", config.shown(0))
            .put("own_minimum", config.minPoints() != null)
            .put("seed", seed)
            .put("models", models)
            .put("waits", waits)
            .map());
  }

  /**
   * Reads it back.
   *
   * @throws ConfigReader.Invalid if somebody else wrote the text
   */
  public static Registered read(long rid, String text) throws ConfigReader.Invalid {
    Map<String, @Nullable Object> map = PlainJson.object(text);
    if (!(map.get("config") instanceof Map<?, ?> config)
        || !(map.get("models") instanceof Map<?, ?> models)
        || !(map.get("name") instanceof String name)) {
      throw new ConfigReader.Invalid("series " + rid + " is not as it was written");
    }
    Object template = config.get("rid");
    SeriesConfig read =
        ConfigReader.series(
            PlainJson.texts(config), template instanceof Number n ? (Long) n.longValue() : null);
    boolean own = Boolean.TRUE.equals(map.get("own_minimum"));
    Map<String, String> byJob = new LinkedHashMap<>();
    models.forEach((job, model) -> byJob.put(String.valueOf(job), String.valueOf(model)));
    return new Registered(
        rid,
        name,
        map.get("meta") instanceof Map<?, ?> m ? PlainJson.texts(m) : null,
        own ? read : new SeriesConfig(read.jobs(), null, read.realtime(), read.template()),
        map.get("seed") instanceof Map<?, ?> s ? PlainJson.texts(s) : null,
        byJob,
        Boolean.TRUE.equals(map.get("waits")));
  }
}
