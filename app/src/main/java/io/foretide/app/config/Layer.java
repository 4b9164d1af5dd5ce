package io.foretide.app.config;

import io.foretide.core.settings.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings from one place, or merged from several: a tree of plain values and where each was
 * written.
 *
 * @param values maps, lists, texts, numbers, booleans; null where a file says null
 * @param origins from a path such as {@code hub.port} to its place such as {@code foretide.yaml
 *     line 12}
 * @param notes what people should know about these values: they become warnings
 * @param foreign files of other programs, whose unknown keys are warned of only
 */
public record Layer(
    Map<String, Object> values,
    Map<String, String> origins,
    List<Problem> notes,
    Set<String> foreign) {
  public static final Layer EMPTY = new Layer(Map.of(), Map.of());

  public Layer {
    notes = List.copyOf(notes);
    foreign = Set.copyOf(foreign);
  }

  /** Of no other program. */
  public Layer(Map<String, Object> values, Map<String, String> origins, List<Problem> notes) {
    this(values, origins, notes, Set.of());
  }

  /** Without notes. */
  public Layer(Map<String, Object> values, Map<String, String> origins) {
    this(values, origins, List.of());
  }

  /**
   * This layer with another on top: maps are merged key by key, anything else of the upper layer
   * replaces what is below, {@code false}, {@code 0} and empty texts too. A null takes the value
   * away, so that the default holds again. A section of another {@code type} replaces the one below
   * as a whole: their keys have nothing to do with each other.
   */
  public Layer with(Layer upper) {
    Map<String, Object> below = new LinkedHashMap<>(values);
    upper.values.forEach((section, v) -> {
      String lower = kind(below.get(section));
      String higher = kind(v);
      if (lower != null && higher != null && !lower.equals(higher)) {
        below.remove(section);
      }
    });
    Map<String, String> places = new LinkedHashMap<>(origins);
    places.putAll(upper.origins);
    List<Problem> told = new ArrayList<>(notes);
    told.addAll(upper.notes);
    Set<String> others = new LinkedHashSet<>(foreign);
    others.addAll(upper.foreign);
    return new Layer(merge(below, upper.values), places, told, others);
  }

  /**
   * Whether a value was written in a file of another program. Where access is concerned unknown
   * keys are a mistake in any file.
   */
  boolean isForeign(String path) {
    String place = origins.getOrDefault(path, "");
    return !path.contains(".auth.") && foreign.stream().anyMatch(f -> place.startsWith(f + " "));
  }

  /** The type that a section names; of a map of named providers a text that no type can be. */
  private static @Nullable String kind(@Nullable Object section) {
    if (!(section instanceof Map<?, ?> m) || m.isEmpty()) {
      return null;
    }
    if (m.get("type") instanceof String type) {
      return type;
    }
    return m.values().stream().allMatch(v -> v instanceof Map<?, ?> one && one.containsKey("type"))
        ? "named providers"
        : null;
  }

  private static Map<String, Object> merge(Map<?, ?> lower, Map<?, ?> upper) {
    Map<String, Object> out = new LinkedHashMap<>();
    lower.forEach((k, v) -> out.put((String) k, v));
    upper.forEach((k, v) -> {
      if (v == null) {
        out.remove((String) k);
      } else if (v instanceof Map<?, ?> m && out.get(k) instanceof Map<?, ?> below) {
        out.put((String) k, merge(below, m));
      } else {
        out.put((String) k, v);
      }
    });
    return out;
  }
}
