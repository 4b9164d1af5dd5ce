package io.foretide.models.exported;

import io.foretide.core.model.Order;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.models.settings.RunSettings;
import io.foretide.models.window.Shape;
import java.util.List;
import java.util.Locale;

/**
 * The settings that exported models have in common.
 *
 * @param rows what a row stands for
 * @param horizon steps ahead; 0 for none
 * @param missing what becomes of a feature without a value
 * @param fill the number for {@link Missing#FILL}
 */
public record RowSettings(Rows rows, int horizon, Missing missing, double fill) {
  private static final int MOST_STEPS = 20_000;

  /** Reads them; {@code train} has no meaning here and is refused. Problems go to the reading. */
  public static RowSettings of(RunSettings read) {
    Settings run = read.run();
    int horizon =
        run.has("horizon") ? read.steps(run, "horizon", 1, MOST_STEPS) : none(run, "horizon");
    List<String> known = horizon > 0 ? List.of("interval", "step") : List.of("bucket", "interval");
    Rows rows = Rows.valueOf(run.choice("rows", known.getFirst(), known).toUpperCase(Locale.ROOT));
    if (horizon > 0 && !read.shape().aligned()) {
      run.problem(
          "horizon",
          "needs intervals that end between two buckets: expected every to be a duration whose"
              + " anchor is a multiple of the resolution "
              + Durations.format(read.shape().step()));
    }
    Missing missing = Missing.SKIP;
    double fill = Double.NaN;
    if (run.any("missing") instanceof Number) {
      missing = Missing.FILL;
      fill = run.number("missing", 0, -Double.MAX_VALUE, Double.MAX_VALUE);
    } else if (run.choice("missing", "skip", List.of("skip", "nan")).equals("nan")) {
      missing = Missing.NAN;
    }
    if (!read.train().keys().isEmpty()) {
      read.train()
          .reading()
          .problem("train", "has no meaning for an exported model: remove the section");
      read.train().keys().forEach(read.train()::any);
    }
    return new RowSettings(rows, horizon, missing, fill);
  }

  private static int none(Settings run, String key) {
    run.any(key);
    return 0;
  }

  /** Whether a text is usable as the name of a stored column. */
  public static boolean isColumn(String name) {
    return name.matches("[\\p{L}_][\\p{L}\\p{N}_:./-]{0,99}");
  }

  /** Numbers that a row yields for each column: the steps ahead of a forecast, else 1. */
  public int steps() {
    return rows == Rows.INTERVAL ? Math.max(1, horizon) : 1;
  }

  /**
   * What a model needs.
   *
   * @param columns that it stores
   * @param reach buckets before a row's own that decide it
   */
  public RunNeeds needs(Shape shape, List<String> columns, long reach, String summary) {
    return new RunNeeds(columns, shape.lookback(reach), horizon * shape.step(), Order.ANY, summary);
  }

  /** For a summary, such as "a row for each interval". */
  public String words(long step) {
    String what =
        switch (rows) {
          case BUCKET -> "a row for each bucket of " + Durations.format(step);
          case INTERVAL -> "a row for each interval";
          case STEP -> "a row for each step ahead";
        };
    return what + (horizon > 0 ? ", " + Durations.format(horizon * step) + " ahead" : "");
  }
}
