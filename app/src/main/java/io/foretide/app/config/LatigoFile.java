package io.foretide.app.config;

import io.foretide.core.settings.Problem;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the two configuration files of a Latigo installation, over what Latigo takes where a file
 * says nothing. Only sections that the file has get such values, and the section of the role.
 *
 * @param role whose file
 * @param usual what Latigo would take for {@code scheduler} or {@code executor}; lies under all
 *     other layers
 * @param settings the file's sections, complete
 */
record LatigoFile(Role role, Layer usual, Layer settings) {
  /** Which of the two processes a file belongs to. */
  enum Role {
    SCHEDULER("scheduler", "LATIGO_SCHEDULER_CONFIG_FILE"),
    EXECUTOR("executor", "LATIGO_EXECUTOR_CONFIG_FILE");

    final String section;

    /** The variable that names the file. */
    final String variable;

    Role(String section, String variable) {
      this.section = section;
      this.variable = variable;
    }
  }

  private static final String PREDICTOR = "predictor";
  private static final String INTERVAL = "continuous_prediction_interval";
  private static final String RETRIES = "n_retries";

  /** Sections that only one of the two files has in Latigo. */
  private static final Set<String> OF_SCHEDULER = Set.of("scheduler", "models_metadata_info");

  private static final Set<String> OF_EXECUTOR =
      Set.of(
          "executor",
          "sensor_data",
          "prediction_storage",
          "predictor",
          "prediction_metadata_storage");

  /**
   * @param legacyMerge whether {@code false}, 0 and empty values are skipped, as Latigo did
   */
  static LatigoFile of(Role role, Layer file, boolean legacyMerge) {
    Layer defaults = defaults(role);
    Map<String, Object> under = new LinkedHashMap<>();
    Map<String, Object> usual = new LinkedHashMap<>();
    defaults
        .values()
        .forEach((section, v) -> {
          if (section.equals(role.section)) {
            usual.put(section, v);
          } else if (file.values().containsKey(section)) {
            under.put(section, v);
          }
        });
    List<Problem> notes = new ArrayList<>();
    Map<String, Object> over = new LinkedHashMap<>();
    file.values()
        .forEach((section, v) -> {
          Object kept = without(section, v, defaults.values().get(section), legacyMerge, notes);
          if (kept != null) {
            over.put(section, kept);
          }
        });
    grid(file, notes);
    Map<String, String> origins = new LinkedHashMap<>(file.origins());
    if (role == Role.EXECUTOR) {
      retries("data_provider", "sensor_data", over, origins);
      retries("prediction_forwarder", "prediction_storage", over, origins);
    }
    return new LatigoFile(
        role,
        new Layer(usual, defaults.origins()),
        new Layer(under, defaults.origins())
            .with(new Layer(over, origins, notes, Set.of(name(file)))));
  }

  /** Latigo began its ticks anew each midnight, which only some intervals hide. */
  private static void grid(Layer file, List<Problem> notes) {
    if (file.values().get(Role.SCHEDULER.section) instanceof Map<?, ?> scheduler
        && scheduler.get(INTERVAL) instanceof String text) {
      try {
        long every = Durations.parse(text);
        if (every > 0 && Instants.DAY % every != 0) {
          notes.add(
              new Problem(
                  Role.SCHEDULER.section + "." + INTERVAL,
                  "'"
                      + text
                      + "' does not divide a day: Latigo began anew each midnight, here one interval"
                      + " always follows the other"));
        }
      } catch (IllegalArgumentException e) {
        // told when the section is read
      }
    }
  }

  /** What the places of a file's values begin with. */
  private static String name(Layer file) {
    return file.origins().getOrDefault("", "").replaceFirst(" line \\d+$", "");
  }

  /**
   * How often {@code predictor} has data read, or predictions written, again is said by the section
   * that does it, unless that says so itself.
   */
  private static void retries(
      String key, String section, Map<String, Object> over, Map<String, String> origins) {
    if (over.get(PREDICTOR) instanceof Map<?, ?> predictor
        && predictor.get(key) instanceof Map<?, ?> inner
        && inner.get(RETRIES) != null
        && over.get(section) instanceof Map<?, ?> does
        && !does.containsKey(RETRIES)) {
      over.put(section, with(does, RETRIES, inner.get(RETRIES)));
      over.put(PREDICTOR, with(predictor, key, with(inner, RETRIES, null)));
      String path = PREDICTOR + "." + key + "." + RETRIES;
      origins.put(section + "." + RETRIES, origins.getOrDefault(path, ""));
    }
  }

  /** The map with one value set, or taken away if that is null. */
  private static Map<String, Object> with(Map<?, ?> map, String key, @Nullable Object value) {
    Map<String, Object> out = new LinkedHashMap<>();
    map.forEach((k, v) -> out.put((String) k, v));
    if (value == null) {
      out.remove(key);
    } else {
      out.put(key, value);
    }
    return out;
  }

  /** Which process a file is of, by its sections; the scheduler's if they do not tell. */
  static Role roleOf(Layer file) {
    long scheduler = file.values().keySet().stream().filter(OF_SCHEDULER::contains).count();
    long executor = file.values().keySet().stream().filter(OF_EXECUTOR::contains).count();
    return executor > scheduler ? Role.EXECUTOR : Role.SCHEDULER;
  }

  private static Layer defaults(Role role) {
    String resource = "/latigo/" + role.section + ".yaml";
    try (InputStream in = LatigoFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + resource);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlFile.parse("Latigo's default", text, s -> s);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The value without its nulls, which leave Latigo's own value as it is. What Latigo left out of
   * account is told; with {@code legacyMerge} it is left out here too.
   */
  private static @Nullable Object without(
      String path,
      @Nullable Object v,
      @Nullable Object below,
      boolean legacyMerge,
      List<Problem> notes) {
    if (v == null) {
      return null;
    }
    if (v instanceof Map<?, ?> m && !m.isEmpty()) {
      Map<String, Object> out = new LinkedHashMap<>();
      m.forEach((k, inner) -> {
        Object under = below instanceof Map<?, ?> b ? b.get(k) : null;
        Object kept = without(path + "." + k, inner, under, legacyMerge, notes);
        if (kept != null) {
          out.put((String) k, kept);
        }
      });
      return out;
    }
    if (below == null || isTrue(v) || v.equals(below)) {
      return v;
    }
    notes.add(
        new Problem(
            path,
            legacyMerge
                ? "'" + v + "' is left out, as Latigo did: '" + below + "' counts"
                : "'" + v + "' counts here; Latigo left it out and took '" + below + "'"));
    return legacyMerge ? null : v;
  }

  /** What Python takes for true. */
  private static boolean isTrue(Object v) {
    return switch (v) {
      case Boolean b -> b;
      case Number n -> n.doubleValue() != 0;
      case String s -> !s.isEmpty();
      case List<?> l -> !l.isEmpty();
      case Map<?, ?> m -> !m.isEmpty();
      default -> true;
    };
  }
}
