package io.foretide.detect.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;

/** The settings that the benchmark was frozen with, from {@code frozen.properties}. */
final class Frozen {
  private final Properties properties;

  private Frozen(Properties properties) {
    this.properties = properties;
  }

  static Frozen load() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Frozen.class.getResourceAsStream("frozen.properties")) {
      properties.load(Objects.requireNonNull(in, "frozen.properties is missing from the jar"));
    }
    return new Frozen(properties);
  }

  double number(String key) {
    return Double.parseDouble(text(key));
  }

  int count(String key) {
    return Integer.parseInt(text(key));
  }

  double[] numbers(String key) {
    return Arrays.stream(text(key).split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  int[] counts(String key) {
    return Arrays.stream(text(key).split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private String text(String key) {
    return Objects.requireNonNull(properties.getProperty(key), key).trim();
  }
}
