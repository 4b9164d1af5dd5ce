package io.foretide.models.forecast;

import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import io.foretide.forecast.catalog.MethodParameter;
import io.foretide.forecast.catalog.MethodRequest;
import io.foretide.forecast.inputs.Input;
import io.foretide.models.settings.RunSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods by name: all of the library's catalogue, and the virtual sensor. */
final class ForecastMethods {
  /** The name of the virtual sensor. */
  static final String ESTIMATE = "estimate";

  private static final String NAIVE = "seasonal_naive";
  private static final int MOST_LAGS = 1000;

  private ForecastMethods() {}

  static List<String> names() {
    List<String> all = new ArrayList<>(MethodCatalog.names());
    all.add(ESTIMATE);
    return all;
  }

  /** The virtual sensor, with its own settings read. */
  static ForecastMethod estimate(RunSettings read) {
    if (read.definition().inputs().size() < 2) {
      read.run()
          .reading()
          .problem(
              "inputs",
              "has one series: method estimate needs the series to estimate and, after it, those"
                  + " that it is estimated from");
    }
    return new EstimateMethod((int) read.run().integer("lags", 0, 0, MOST_LAGS));
  }

  /**
   * A method of the catalogue, with its own settings read.
   *
   * @param seasons in steps
   * @param horizon steps ahead
   * @param plain whether nothing is asked that seasonal naive over a sliding window cannot do
   */
  static ForecastMethod make(
      MethodEntry entry, RunSettings read, int[] seasons, int horizon, boolean plain) {
    Map<String, Object> parameters = parameters(entry, read);
    List<Input> inputs = inputs(entry, read);
    if (entry.name().equals(NAIVE) && plain && parameters.isEmpty()) {
      return new SeasonalNaiveMethod();
    }
    int ahead = horizon + (read.shape().aligned() ? 0 : 1);
    FittedMethod method =
        new FittedMethod(
            entry,
            new MethodRequest(seasons, ahead, 0, days(read.shape().step()), parameters),
            inputs);
    try {
      method.check();
    } catch (IllegalArgumentException e) {
      read.run().problem("method", String.valueOf(e.getMessage()));
    }
    return method;
  }

  static double days(long nanos) {
    return (double) nanos / Instants.DAY;
  }

  private static Map<String, Object> parameters(MethodEntry entry, RunSettings read) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (MethodParameter parameter : entry.parameters()) {
      Object value = read.run().any(parameter.name());
      if (value == null) {
        continue;
      }
      out.put(
          parameter.name(),
          parameter.kind() == MethodParameter.Kind.WHOLE ? steps(value, read) : value);
    }
    return out;
  }

  /** A count of values may be written as a duration. */
  private static Object steps(Object value, RunSettings read) {
    if (!(value instanceof String text)) {
      return value;
    }
    try {
      long nanos = Durations.parse(text);
      long step = read.shape().step();
      return nanos % step == 0 ? (Object) (nanos / step) : value;
    } catch (IllegalArgumentException e) {
      // refused by the catalogue, with what was expected
      return value;
    }
  }

  private static List<Input> inputs(MethodEntry entry, RunSettings read) {
    List<String> names = read.definition().inputs();
    List<Input> out = new ArrayList<>();
    if (names.size() > 1 && !entry.takesInputs()) {
      read.run()
          .reading()
          .problem(
              "inputs",
              "has "
                  + names.size()
                  + " series: method "
                  + entry.name()
                  + " reads one; make one model for each, or learn from other series with "
                  + String.join(
                      ", ",
                      MethodCatalog.entries().stream()
                          .filter(MethodEntry::takesInputs)
                          .map(MethodEntry::name)
                          .toList())
                  + " or "
                  + ESTIMATE);
      return out;
    }
    if (!entry.takesInputs()) {
      return out;
    }
    Settings dead = read.run().section("dead_time");
    for (String name : names.subList(1, names.size())) {
      boolean estimated = "auto".equals(dead.any(name));
      out.add(
          Input.past(name)
              .after(
                  estimated
                      ? Input.ESTIMATED
                      : dead.has(name) ? read.steps(dead, name, 0, 10_000) : 0));
    }
    return out;
  }
}
