package io.foretide.forecast.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Settings and published figures that the benchmark was frozen with. */
final class Frozen {
  private final Properties properties;

  private Frozen(Properties properties) {
    this.properties = properties;
  }

  /** Seasons, methods, levels and targets. */
  static Frozen settings() throws IOException {
    return load("frozen.properties");
  }

  /** Figures of other programs on the same series. */
  static Frozen baselines() throws IOException {
    return load("baselines.properties");
  }

  private static Frozen load(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Frozen.class.getResourceAsStream(name)) {
      properties.load(Objects.requireNonNull(in, name + " is missing from the jar"));
    }
    return new Frozen(properties);
  }

  boolean has(String key) {
    return properties.containsKey(key);
  }

  String text(String key) {
    return Objects.requireNonNull(properties.getProperty(key), key).trim();
  }

  /** A number; NaN where there is none under the key. */
  double number(String key) {
    return has(key) ? Double.parseDouble(text(key)) : Double.NaN;
  }

  int count(String key) {
    return Integer.parseInt(text(key));
  }

  List<String> names(String key) {
    return List.of(text(key).split(",", -1));
  }

  int[] counts(String key) {
    return Arrays.stream(text(key).split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
