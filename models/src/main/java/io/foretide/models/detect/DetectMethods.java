package io.foretide.models.detect;

import io.foretide.core.time.Durations;
import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Offline;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.catalog.DetectorCatalog;
import io.foretide.detect.catalog.DetectorEntry;
import io.foretide.detect.catalog.DetectorMethod;
import io.foretide.detect.catalog.Parameter;
import io.foretide.models.detect.DetectMethod.Band;
import io.foretide.models.settings.RunSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods by name: all of the library's catalogue. */
final class DetectMethods {
  private static final String LIMITS = "limits";

  private static final Map<String, Band> BANDS =
      Map.of(
          LIMITS,
          Band.LIMITS,
          "mad",
          Band.EXPECTED,
          "seasonal",
          Band.EXPECTED,
          "z_score",
          Band.EXPECTED);

  /** Fitted methods whose memory has no end. */
  private static final Set<String> UNBOUNDED =
      Set.of("ewma", "cusum", "page_hinkley", "rcf", "online_change");

  private DetectMethods() {}

  static List<String> names() {
    return DetectorCatalog.names();
  }

  /** A method with its own settings read; what is wrong goes to the reading's problems. */
  static DetectMethod make(String name, RunSettings read) {
    DetectorEntry entry = DetectorCatalog.entry(name);
    Map<String, Object> given = new LinkedHashMap<>();
    for (Parameter parameter : entry.parameters()) {
      Object value = name.equals(LIMITS) ? null : value(entry, parameter, read);
      if (value != null && usable(entry, parameter, value, read)) {
        given.put(parameter.name(), value);
      }
    }
    if (name.equals(LIMITS)) {
      limits(given, read);
    }
    DetectorMethod method = entry.method(given);
    components(entry, given, read);
    return new DetectMethod(
        entry,
        BANDS.getOrDefault(name, Band.NONE),
        entry.fitted() ? remembered(entry, given) : lookback(entry, given, method, read),
        entry.fitted() ? method.leastRows() : 0,
        method::fit);
  }

  /** What a model file says, durations as rows; null for the catalogue's usual value. */
  private static @Nullable Object value(DetectorEntry entry, Parameter p, RunSettings read) {
    Object value = read.run().any(p.name());
    if (value == null) {
      OptionalInt hours = UsualHours.of(entry.name(), p.name());
      return hours.isEmpty()
          ? null
          : (Object) Math.min(read.hours(hours.getAsInt()), (long) p.high());
    }
    return switch (p.kind()) {
      case ROWS -> rows(p, value, read);
      case NUMBERS ->
          value instanceof List<?> list
              ? list.stream().map(one -> rows(p, one, read)).toList()
              : rows(p, value, read);
      default -> value;
    };
  }

  /** A number of rows may be written as a duration. */
  private static Object rows(Parameter p, Object value, RunSettings read) {
    if (!(value instanceof String text) || text.isBlank() || Character.isLetter(text.charAt(0))) {
      return value;
    }
    try {
      Durations.parse(text);
    } catch (IllegalArgumentException e) {
      // refused by the catalogue, with what it expects
      return value;
    }
    return read.steps(read.run(), p.name(), value, RunSettings.MOST_STEPS * 2);
  }

  private static boolean usable(
      DetectorEntry entry, Parameter parameter, Object value, RunSettings read) {
    try {
      entry.method(Map.of(parameter.name(), value));
      return true;
    } catch (RefusedException e) {
      String words = e.refused().reason().replaceFirst("^" + parameter.name() + " ", "");
      String needs = e.refused().needs().replaceFirst("^" + parameter.name() + " of ", "");
      read.run().problem(parameter.name(), words + ": expected " + needs);
      return false;
    }
  }

  private static void limits(Map<String, Object> given, RunSettings read) {
    double[] low = read.perInput("low");
    double[] high = read.perInput("high");
    for (int i = 0; i < low.length; i++) {
      if (Double.isNaN(low[i]) && Double.isNaN(high[i])) {
        read.run()
            .problem(
                "low",
                "and high are both missing for input '"
                    + read.definition().inputs().get(i)
                    + "': expected at least one of them");
      } else if (low[i] >= high[i]) {
        read.run().problem("low", "is " + low[i] + ": expected below high, which is " + high[i]);
      }
    }
    given.put("low", low);
    given.put("high", high);
  }

  /** More components than there are columns cannot be kept; Gordo's model must leave an error. */
  private static void components(DetectorEntry entry, Map<String, Object> given, RunSettings read) {
    boolean gordo = entry.name().startsWith("gordo");
    if ("hourglass".equals(given.get("model"))
        || entry.parameters().stream().noneMatch(p -> p.name().equals("components"))) {
      return;
    }
    int earlier = entry.name().equals("dynamic_pca") ? whole(entry, "lags", given) : 0;
    int most = read.definition().inputs().size() * (1 + earlier) - (gordo ? 1 : 0);
    int components = whole(entry, "components", given);
    if (components > most) {
      read.run()
          .problem(
              "components",
              "is "
                  + components
                  + (given.containsKey("components") ? "" : ", the usual")
                  + ": expected at most "
                  + most
                  + (gordo ? ", fewer than there are inputs" : ", the number of columns"));
    }
  }

  /** Of a method that is fitted: whether its memory has an end. */
  private static int remembered(DetectorEntry entry, Map<String, Object> given) {
    boolean goesOn =
        "true".equals(String.valueOf(given.get("stateful"))) && whole(entry, "window", given) > 0;
    return UNBOUNDED.contains(entry.name()) || goesOn ? Causal.UNBOUNDED : 0;
  }

  private static int whole(DetectorEntry entry, String name, Map<String, Object> given) {
    if (given.get(name) instanceof Number n) {
      return n.intValue();
    }
    return entry.parameters().stream()
        .filter(p -> p.name().equals(name))
        .mapToInt(p -> Integer.parseInt(p.usual()))
        .findFirst()
        .orElse(0);
  }

  /** Of a method that learns nothing, which can therefore be made at once. */
  private static int lookback(
      DetectorEntry entry, Map<String, Object> given, DetectorMethod method, RunSettings read) {
    if (!read.run().reading().problems().isEmpty()) {
      return 0;
    }
    Detector detector = method.fit(new double[read.definition().inputs().size()][0]);
    return switch (detector) {
      case Causal causal -> causal.lookback();
      // a change is certain once the segment after it has its least length
      case Offline offline -> Math.max(0, whole(entry, "shortest", given) - 1);
      case Refused(String reason, String needs) -> {
        read.run().problem("method", "cannot run: " + reason + "; it needs " + needs);
        yield 0;
      }
    };
  }
}
