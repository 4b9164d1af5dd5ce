package io.foretide.hub.enodo.data;

import io.foretide.core.error.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Configurations that series share. Thread-safe. */
public final class Templates {
  private static final String PREFIX = "enodo.template.";

  private final Keeper keeper;
  private final Numbers numbers;
  private final Map<Long, Template> all = new ConcurrentSkipListMap<>();

  /**
   * @param rid its number
   * @param name unique
   * @param description free text
   * @param config of a series, as a client wrote it
   * @param used whether a series ever came from it; from then on its number shows in its config
   */
  public record Template(
      long rid,
      String name,
      String description,
      Map<String, @Nullable Object> config,
      boolean used) {

    /** The template as clients see it. */
    public Map<String, @Nullable Object> shown() {
      Shape shownConfig = new Shape();
      config.forEach(shownConfig::put);
      if (used) {
        shownConfig.put("rid", rid);
      }
      return new Shape()
          .put("rid", rid)
          .put("name", name)
          .put("description", description)
          .put("config", shownConfig.map())
          .map();
    }
  }

  public Templates(Keeper keeper, Numbers numbers) throws ProviderException {
    this.keeper = keeper;
    this.numbers = numbers;
    for (Map.Entry<String, String> e : keeper.all(PREFIX).entrySet()) {
      long rid = Long.parseLong(e.getKey().substring(PREFIX.length()));
      Map<String, @Nullable Object> map = PlainJson.object(e.getValue());
      all.put(
          rid,
          new Template(
              rid,
              String.valueOf(map.get("name")),
              String.valueOf(map.get("description")),
              map.get("config") instanceof Map<?, ?> c ? PlainJson.texts(c) : Map.of(),
              Boolean.TRUE.equals(map.get("used"))));
      numbers.used(rid);
    }
  }

  public List<Template> all() {
    return new ArrayList<>(all.values());
  }

  public Optional<Template> find(long rid) {
    return Optional.ofNullable(all.get(rid));
  }

  public boolean hasName(String name) {
    return all.values().stream().anyMatch(t -> t.name().equals(name));
  }

  public Template add(String name, String description, Map<String, @Nullable Object> config)
      throws ProviderException {
    Template t = new Template(numbers.next(), name, description, config, false);
    put(t);
    return t;
  }

  public synchronized void put(Template t) throws ProviderException {
    keeper.put(
        PREFIX + t.rid(),
        PythonJson.text(
            new Shape()
                .put("name", t.name())
                .put("description", t.description())
                .put("config", t.config())
                .put("used", t.used())
                .map()));
    all.put(t.rid(), t);
  }

  public synchronized void remove(long rid) throws ProviderException {
    keeper.remove(PREFIX + rid);
    all.remove(rid);
  }
}
