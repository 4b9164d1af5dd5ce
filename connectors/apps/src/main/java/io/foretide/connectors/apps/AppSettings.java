package io.foretide.connectors.apps;

import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every app says about itself in a model file.
 *
 * @param shape of the intervals
 * @param version text that names the app's state, sent along; empty if none
 * @param outputs columns that it answers
 * @param lookback steps before an interval that it is given
 * @param horizon steps after an interval's end that its rows reach
 * @param together most intervals of one run; with one, an app cannot see what came later
 * @param timeout of one run, nanoseconds
 */
record AppSettings(
    Shape shape,
    String version,
    List<String> outputs,
    int lookback,
    int horizon,
    int together,
    long timeout) {
  private static final int MOST_ROWS = 20_000;
  private static final int MOST_TOGETHER = 100_000;
  private static final int MOST_OUTPUTS = 1_000;
  private static final Set<String> TAKEN = Set.of("origin", "time", "empty", "failed");

  /** Reads the keys that all apps have. */
  static AppSettings read(RunSettings read) {
    return read(read, 15 * Instants.MINUTE);
  }

  /**
   * The same.
   *
   * @param timeout of one run if the file does not say it
   */
  static AppSettings read(RunSettings read, long timeout) {
    Settings run = read.run();
    if (!read.train().keys().isEmpty()) {
      read.train()
          .reading()
          .problem("train", "has no meaning for an app, which trains itself: remove the section");
      read.train().keys().forEach(read.train()::any);
    }
    return new AppSettings(
        read.shape(),
        run.text("version", ""),
        outputs(run),
        steps(read, "lookback", RunSettings.MOST_STEPS),
        steps(read, "horizon", MOST_ROWS),
        (int) run.integer("together", 1, 1, MOST_TOGETHER),
        run.duration("timeout", timeout, Instants.SECOND / 10, Instants.DAY));
  }

  private static List<String> outputs(Settings run) {
    List<String> out = run.texts("outputs");
    if (out.isEmpty()) {
      run.problem("outputs", "is missing: expected the app's columns, such as [mean]");
      return List.of("mean");
    }
    Set<String> seen = new HashSet<>();
    for (String name : out) {
      if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_:./-]{0,99}") || TAKEN.contains(name)) {
        run.problem(
            "outputs",
            "'" + name + "' is no name of a column: expected a letter, then letters and digits");
      } else if (!seen.add(name)) {
        run.problem("outputs", "holds '" + name + "' twice: expected different names");
      }
    }
    if (out.size() > MOST_OUTPUTS) {
      run.problem("outputs", "are " + out.size() + ": expected at most " + MOST_OUTPUTS);
    }
    return out;
  }

  private static int steps(RunSettings read, String key, int most) {
    Settings run = read.run();
    boolean none =
        !run.has(key) || "0".equals(String.valueOf(run.any(key))) || "0s".equals(run.any(key));
    run.any(key);
    return none ? 0 : read.steps(run, key, 1, most);
  }

  /** Nanoseconds before an interval that must be read. */
  long reach() {
    return shape.lookback(lookback);
  }

  /** Nanoseconds after an interval's end that rows may reach. */
  long ahead() {
    return horizon == 0 ? 0 : (horizon + (shape.aligned() ? 0 : 1)) * shape.step();
  }

  /** What it is given and answers, for people. */
  String words() {
    return ", for "
        + (together == 1 ? "each interval" : "up to " + together + " intervals at once")
        + (lookback == 0
            ? ""
            : " with the " + Durations.format(lookback * shape.step()) + " before")
        + (horizon == 0 ? "" : ", " + Durations.format(horizon * shape.step()) + " ahead")
        + ", to "
        + String.join(", ", outputs)
        + ".";
  }
}
