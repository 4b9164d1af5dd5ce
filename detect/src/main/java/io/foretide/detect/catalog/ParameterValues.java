package io.foretide.detect.catalog;

import io.foretide.detect.Refused;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checked values of all parameters of one detector, defaults included. */
final class ParameterValues {
  private final Map<String, Object> values;

  private ParameterValues(Map<String, Object> values) {
    this.values = values;
  }

  /** Checks what was given against what is known; every problem is named at once. */
  static ParameterValues of(DetectorEntry entry, Map<String, ?> given) {
    List<String> known = entry.parameters().stream().map(Parameter::name).toList();
    StringBuilder reasons = new StringBuilder();
    StringBuilder needs = new StringBuilder();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        add(reasons, "there is no parameter '" + name + "' of " + entry.name());
        add(
            needs,
            known.isEmpty()
                ? "no parameters"
                : "'" + Nearest.of(name, known) + "', or another of " + known);
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter p : entry.parameters()) {
      Object value = given.get(p.name());
      if (value == null && p.usual().isEmpty()) {
        continue;
      }
      try {
        values.put(p.name(), p.read(value == null ? p.usual() : value));
      } catch (io.foretide.detect.RefusedException e) {
        add(reasons, e.refused().reason());
        add(needs, p.name() + " of " + e.refused().needs());
      }
    }
    if (!reasons.isEmpty()) {
      throw Refused.because(reasons.toString(), needs.toString()).asException();
    }
    return new ParameterValues(values);
  }

  private static void add(StringBuilder text, String part) {
    text.append(text.isEmpty() ? "" : ", and ").append(part);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  double number(String name) {
    return (double) Objects.requireNonNull(values.get(name), name);
  }

  int count(String name) {
    return (int) number(name);
  }

  String text(String name) {
    return (String) Objects.requireNonNull(values.get(name), name);
  }

  boolean is(String name) {
    return text(name).equals("true");
  }

  double[] numbers(String name) {
    return ((double[]) Objects.requireNonNull(values.get(name), name)).clone();
  }

  /** One number per signal; NaN where the parameter was not given. */
  double[] perSignal(String name, int signals) {
    double[] each = new double[signals];
    if (!has(name)) {
      Arrays.fill(each, Double.NaN);
      return each;
    }
    double[] given = numbers(name);
    if (given.length != 1 && given.length != signals) {
      throw Refused.because(
              name + " has " + given.length + " values, there are " + signals + " signals",
              "one value for all signals, or one per signal")
          .asException();
    }
    Arrays.setAll(each, j -> given[given.length == 1 ? 0 : j]);
    return each;
  }
}
