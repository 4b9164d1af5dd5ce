package io.foretide.app.tryout;

import io.foretide.app.detect.DetectRequest;
import io.foretide.app.detect.Detected;
import io.foretide.app.detect.Rule;
import io.foretide.app.detect.Training;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.InputException;
import io.foretide.app.input.Step;
import io.foretide.app.input.Steps;
import io.foretide.app.input.Together;
import io.foretide.detect.catalog.DetectorCatalog;
import io.foretide.detect.catalog.DetectorEntry;
import io.foretide.detect.catalog.Parameter;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.tryout.Backtests.DetectWish;
import io.foretide.hub.tryout.Backtests.Detection;
import io.foretide.hub.tryout.Backtests.Method;
import io.foretide.models.detect.UsualHours;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The detectors of the library on the history of one series. */
final class LibraryDetections {
  private static final Rule EVERY = new Rule("", "", "", "", "both");
  private static final String LIMITS = "limits";

  private LibraryDetections() {}

  static List<Method> methods() {
    return DetectorCatalog.all().stream()
        .map(e ->
            new Method(
                e.name(),
                e.description(),
                "none",
                e.parameters().stream()
                    .map(p ->
                        new io.foretide.hub.tryout.Backtests.Parameter(
                            p.name(), takes(e, p), p.meaning()))
                    .toList()))
        .toList();
  }

  private static String takes(DetectorEntry e, Parameter p) {
    OptionalInt hours = UsualHours.of(e.name(), p.name());
    String usual = hours.isPresent() ? hours.getAsInt() + "h" : p.usual();
    if (!p.choices().isEmpty()) {
      return String.join(", ", p.choices()) + "; " + usual;
    }
    return usual.isEmpty() ? "a number" : usual;
  }

  static Detection run(DetectWish wish, EvenSeries series) {
    DetectorEntry entry = entry(wish.method());
    Map<String, String> given = rows(entry, wish.parameters(), series.step());
    if (wish.method().equals(LIMITS) && given.isEmpty()) {
      throw ApiError.invalid(
          "parameters", "limits has neither 'low' nor 'high': expected at least one of them");
    }
    long start = System.nanoTime();
    DetectRequest request =
        new DetectRequest(wish.method(), given, new Training(wish.train()), Double.NaN, EVERY);
    return switch (request.of(Together.of(series))) {
      case Detected.None none ->
          throw ApiError.invalid("method", wish.method() + ": " + none.why());
      case Detected.Done done ->
          new Detection(
              entry.fitted(),
              done.trained(),
              given,
              (System.nanoTime() - start) / 1e9,
              times(done.data()),
              done.data().columns()[0],
              done.scores(),
              done.expected(),
              done.low(),
              done.high());
    };
  }

  private static DetectorEntry entry(String name) {
    if (!DetectorCatalog.names().contains(name)) {
      throw ApiError.invalid(
          "method",
          "method '" + name + "' is not known: expected one of " + DetectorCatalog.names());
    }
    return DetectorCatalog.entry(name);
  }

  /** What a model of this step would be given: durations as rows, usual times too. */
  private static Map<String, String> rows(
      DetectorEntry entry, Map<String, String> wished, Step step) {
    Map<String, String> out = new LinkedHashMap<>();
    Map<String, String> left = new HashMap<>(wished);
    for (Parameter p : entry.parameters()) {
      String value = left.remove(p.name());
      OptionalInt hours = UsualHours.of(entry.name(), p.name());
      if (value != null && p.kind() == Parameter.Kind.ROWS) {
        out.put(p.name(), Integer.toString(steps(p, value, step)));
      } else if (value != null) {
        out.put(p.name(), value);
      } else if (hours.isPresent()) {
        int usual = steps(p, hours.getAsInt() + "h", step);
        out.put(p.name(), Integer.toString((int) Math.min(usual, p.high())));
      }
    }
    out.putAll(left);
    return out;
  }

  private static int steps(Parameter p, String value, Step step) {
    try {
      return Steps.of(p.name(), value, step, (int) Math.max(0, p.low()));
    } catch (InputException e) {
      throw ApiError.invalid("parameters", String.valueOf(e.getMessage()));
    }
  }

  private static long[] times(Together data) {
    long[] out = new long[data.rows()];
    for (int i = 0; i < out.length; i++) {
      out[i] = data.time(i);
    }
    return out;
  }
}
