package io.foretide.core.settings;

import io.foretide.core.time.Durations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A typed reader over a plain map of maps, lists, texts, numbers and booleans, as YAML and JSON
 * yield. A wrong value is noted as a problem with its path, and the default (or an empty value) is
 * returned, so that one pass finds every mistake. {@link #finish} notes keys that nobody asked for
 * and throws if there was any problem. A key whose value is null counts as absent. Not thread-safe.
 */
public final class Settings {
  private final String path;
  private final Map<String, Object> values;
  private final Reading reading;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Settings> children = new ArrayList<>();
  private final Map<String, Settings> sections = new LinkedHashMap<>();

  private Settings(String path, Map<String, Object> values, Reading reading) {
    this.path = path;
    this.values = values;
    this.reading = reading;
  }

  /**
   * @param path of the map inside the whole, such as {@code run.forecast}; empty for the whole
   */
  public static Settings of(String path, Map<String, Object> values) {
    return of(path, values, new Reading());
  }

  public static Settings of(String path, Map<String, Object> values, Reading reading) {
    return new Settings(path, values, reading);
  }

  public String path() {
    return path;
  }

  public Reading reading() {
    return reading;
  }

  /** The path of a key of this map; of the map itself for an empty key. */
  public String path(String key) {
    return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
  }

  public boolean has(String key) {
    return values.get(key) != null;
  }

  /** The keys that are set. */
  public Set<String> keys() {
    return new LinkedHashSet<>(values.keySet());
  }

  /** A text that must be there. */
  public String text(String key) {
    if (raw(key) == null) {
      return required(key, "a text");
    }
    return text(key, "");
  }

  public String text(String key, String otherwise) {
    Object v = raw(key);
    if (v instanceof String || v instanceof Number || v instanceof Boolean) {
      return took(key, v.toString(), v.toString(), false);
    }
    if (v != null) {
      wrong(key, v, "a text");
    }
    return took(key, otherwise, otherwise, true);
  }

  /** One of some words, any case; {@code -} and {@code _} are equal. */
  public String choice(String key, String otherwise, List<String> known) {
    String v = text(key, otherwise);
    String folded = v.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    for (String k : known) {
      if (k.toLowerCase(Locale.ROOT).replace('-', '_').equals(folded)) {
        return k;
      }
    }
    if (has(key)) {
      reading.problem(
          path(key),
          "'"
              + v
              + "' is not known: expected one of "
              + String.join(", ", known)
              + Nearest.hint(v, known));
    }
    return otherwise;
  }

  public boolean flag(String key, boolean otherwise) {
    Object v = raw(key);
    if (v instanceof Boolean b) {
      return took(key, b, b.toString(), false);
    }
    if (v instanceof String s) {
      switch (s.strip().toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on", "1" -> {
          return took(key, true, "true", false);
        }
        case "false", "no", "off", "0" -> {
          return took(key, false, "false", false);
        }
        default -> {}
      }
    }
    if (v instanceof Number n && (n.doubleValue() == 0 || n.doubleValue() == 1)) {
      return took(key, n.doubleValue() == 1, String.valueOf(n.doubleValue() == 1), false);
    }
    if (v != null) {
      wrong(key, v, "true or false");
    }
    return took(key, otherwise, String.valueOf(otherwise), true);
  }

  /** A whole number from {@code least} to {@code most}. */
  public long integer(String key, long otherwise, long least, long most) {
    Object v = raw(key);
    if (v != null) {
      try {
        long n = new BigDecimal(v.toString().strip().replace("_", "")).longValueExact();
        if (n >= least && n <= most) {
          return took(key, n, Long.toString(n), false);
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // told below, with what was expected
      }
      wrong(key, v, "a whole number from " + least + " to " + most);
    }
    return took(key, otherwise, Long.toString(otherwise), true);
  }

  /** A finite number from {@code least} to {@code most}. */
  public double number(String key, double otherwise, double least, double most) {
    Object v = raw(key);
    if (v != null) {
      try {
        double d = v instanceof Number n ? n.doubleValue() : Double.parseDouble(v.toString());
        if (d >= least && d <= most && !Double.isInfinite(d)) {
          return took(key, d, Double.toString(d), false);
        }
      } catch (NumberFormatException e) {
        // told below, with what was expected
      }
      wrong(key, v, "a number from " + least + " to " + most);
    }
    return took(key, otherwise, Double.toString(otherwise), true);
  }

  /**
   * A duration such as {@code 30m} in nanoseconds, from {@code least} to {@code most}. A bare
   * number is refused, for nobody can tell its unit; 0 is allowed.
   */
  public long duration(String key, long otherwise, long least, long most) {
    Object v = raw(key);
    if (v != null) {
      String expected =
          "a duration from " + Durations.format(least) + " to " + years(most) + " such as 30m";
      try {
        boolean zero = v instanceof Number n && n.doubleValue() == 0;
        String t = zero ? "0s" : v.toString();
        if (v instanceof String || zero) {
          long nanos = Durations.parse(t);
          if (nanos >= least && nanos <= most) {
            return took(key, nanos, Durations.format(nanos), false);
          }
        } else if (v instanceof Number) {
          expected = expected + " (a number needs a unit)";
        }
      } catch (IllegalArgumentException e) {
        // told below, with what was expected
      }
      wrong(key, v, expected);
    }
    return took(key, otherwise, years(otherwise), true);
  }

  private static String years(long nanos) {
    return nanos == Long.MAX_VALUE ? "forever" : Durations.format(nanos);
  }

  /** A list of texts; one text counts as a list of one. Empty if absent. */
  public List<String> texts(String key) {
    Object v = raw(key);
    if (v == null) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    for (Object o : v instanceof List<?> l ? l : List.of(v)) {
      if (o instanceof String || o instanceof Number) {
        out.add(o.toString());
      } else {
        wrong(key, o, "a list of texts");
        return List.of();
      }
    }
    return took(key, List.copyOf(out), String.join(", ", out), false);
  }

  /** A secret; empty if absent. */
  public Secret secret(String key) {
    Object v = raw(key);
    if (v instanceof Map<?, ?> || v instanceof List<?>) {
      reading.problem(path(key), "is not one text: expected a secret as a text or ${VARIABLE}");
      return new Secret("");
    }
    return v == null
        ? took(key, new Secret(""), "", true)
        : took(key, reading.keep(new Secret(v.toString())), Secret.MASK, false);
  }

  /** A list of secrets; one text counts as a list of one. Empty if absent. */
  public List<Secret> secrets(String key) {
    Object v = raw(key);
    if (v == null) {
      return List.of();
    }
    List<Secret> out = new ArrayList<>();
    for (Object o : v instanceof List<?> l ? l : List.of(v)) {
      if (o instanceof Map<?, ?> || o instanceof List<?> || o.toString().isEmpty()) {
        reading.problem(path(key), "is not a list of secrets: expected texts or ${VARIABLE}");
        return List.of();
      }
      out.add(reading.keep(new Secret(o.toString())));
    }
    return took(key, List.copyOf(out), out.toString(), false);
  }

  /** Whether there is a map under a key; asking does not make the key a known one. */
  public boolean holdsMap(String key) {
    return values.get(key) instanceof Map<?, ?>;
  }

  /** The maps in the list under a key; empty if absent. {@link #finish} looks into them too. */
  public List<Settings> sections(String key) {
    Object v = raw(key);
    List<Settings> out = new ArrayList<>();
    if (v instanceof List<?> l) {
      for (Object o : l) {
        if (o instanceof Map<?, ?> m) {
          out.add(new Settings(path(key) + "[" + out.size() + "]", plain(m), reading));
        } else {
          wrong(key, o, "a list of maps");
        }
      }
    } else if (v != null) {
      wrong(key, v, "a list of maps");
    }
    children.addAll(out);
    return List.copyOf(out);
  }

  /**
   * The map under a key; an empty one if absent. {@link #finish} looks into it too. Asking again
   * gives the same, so that several readers may share a section.
   */
  public Settings section(String key) {
    return sections.computeIfAbsent(key, this::newSection);
  }

  private Settings newSection(String key) {
    Object v = raw(key);
    Map<String, Object> map = Map.of();
    if (v instanceof Map<?, ?> m) {
      map = plain(m);
    } else if (v != null) {
      wrong(key, v, "a map of settings");
    }
    Settings child = new Settings(path(key), map, reading);
    children.add(child);
    return child;
  }

  /** The value under a key as it is, as plain data; null if absent. Unknown keys are not sought. */
  public @Nullable Object any(String key) {
    Object v = raw(key);
    return v == null ? null : value(v);
  }

  /** The map under a key as plain data; empty if absent. Unknown keys in it are not looked for. */
  public Map<String, Object> map(String key) {
    Object v = raw(key);
    if (v instanceof Map<?, ?> m) {
      return plain(m);
    }
    if (v != null) {
      wrong(key, v, "a map");
    }
    return Map.of();
  }

  /** A key that is known but ignored; the warning says what to use instead. */
  public void obsolete(String key, String instead) {
    if (raw(key) != null) {
      reading.warning(path(key), "is no longer needed: " + instead);
    }
  }

  /** Notes every key that nobody asked for, here and in the sections that were asked for. */
  public void rejectUnknown() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        reading.unknown(
            path(key),
            Nearest.of(key, asked)
                .map(n -> "; did you mean '" + n + "'?")
                .orElse(
                    asked.isEmpty()
                        ? ": expected nothing here"
                        : ": expected "
                            + asked.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
    children.forEach(Settings::rejectUnknown);
  }

  /**
   * Ends the reading.
   *
   * @throws SettingsException listing every problem, if there was one
   */
  public void finish() {
    rejectUnknown();
    reading.orThrow();
  }

  /** Notes a problem with a key. */
  public void problem(String key, String message) {
    reading.problem(path(key), message);
  }

  private @Nullable Object raw(String key) {
    asked.add(key);
    return values.get(key);
  }

  private String required(String key, String expected) {
    reading.problem(path(key), "is missing: expected " + expected);
    return "";
  }

  private void wrong(String key, Object value, String expected) {
    reading.problem(path(key), "'" + value + "' is not usable: expected " + expected);
  }

  private <T> T took(String key, T value, String shown, boolean isDefault) {
    reading.took(path(key), shown, isDefault);
    return value;
  }

  /**
   * A copy with text keys, long and double numbers, without nulls, keys in order: equal content
   * gives equal copies whether it came from YAML or JSON.
   */
  public static Map<String, Object> plain(Map<?, ?> map) {
    Map<String, Object> out =
        map instanceof LinkedHashMap ? new LinkedHashMap<>() : new TreeMap<>();
    map.forEach((k, v) -> {
      if (v != null) {
        out.put(String.valueOf(k), value(v));
      }
    });
    return out;
  }

  private static Object value(Object v) {
    return switch (v) {
      case Map<?, ?> m -> plain(m);
      case List<?> l -> l.stream().filter(e -> e != null).map(Settings::value).toList();
      case Integer i -> (long) i;
      case Float f -> (double) f;
      default -> v;
    };
  }
}
