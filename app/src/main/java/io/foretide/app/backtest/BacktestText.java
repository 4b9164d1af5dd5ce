package io.foretide.app.backtest;

import io.foretide.app.chart.Ticks;
import io.foretide.app.forecast.ForecastText;
import io.foretide.app.terminal.Table;
import io.foretide.forecast.backtest.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Backtests as tables and as CSV. */
public final class BacktestText {
  private static final int DIGITS = 4;
  private static final int WHOLE_HORIZON = 3;

  private BacktestText() {}

  /** What the columns are, after the method. */
  static List<String> titles(List<Double> levels) {
    List<String> out =
        new ArrayList<>(
            List.of("origins", "refused", "mae", "rmse", "mase", "smape", "owa", "pinball"));
    for (double level : levels) {
      out.add("coverage_" + ForecastText.level(level));
      out.add("msis_" + ForecastText.level(level));
    }
    return out;
  }

  /** The figures in the order of the titles. */
  static double[] figures(Outcome o, List<Double> levels) {
    double[] out = new double[8 + 2 * levels.size()];
    int i = 0;
    for (double v :
        new double[] {
          o.held().size(), o.refused(), o.mae(), o.rmse(), o.mase(), o.smape(), o.owa(), o.pinball()
        }) {
      out[i++] = v;
    }
    for (double level : levels) {
      double[] parts = o.coverage().get(level);
      out[i++] = parts == null ? Double.NaN : 100 * parts[WHOLE_HORIZON];
      out[i++] = o.msis().getOrDefault(level, Double.NaN);
    }
    return out;
  }

  private static List<String> row(Tested.Scored scored, List<Double> levels, boolean full) {
    List<String> out = new ArrayList<>();
    out.add(scored.method());
    for (double value : figures(scored.outcome(), levels)) {
      out.add(
          full
              ? Double.isFinite(value) ? Double.toString(value) : ""
              : Ticks.shortest(value, DIGITS));
    }
    return out;
  }

  /** One row per method, with the digits that people read. */
  static List<List<String>> rows(Tested.Done done, List<Double> levels) {
    return done.results().stream().map(r -> row(r, levels, false)).toList();
  }

  /** A heading and a table per series; the refused ones have a line. */
  public static void table(List<Tested> all, List<Double> levels, Appendable out)
      throws IOException {
    for (Tested one : all) {
      out.append(one.name().replaceAll("\\p{Cntrl}", " "));
      if (one instanceof Tested.Done done) {
        Outcome first = done.results().getFirst().outcome();
        out.append(": horizon ").append(Integer.toString(first.test().horizon()));
        out.append(" steps of ").append(done.series().step().text()).append(", origins ");
        out.append(Integer.toString(first.test().step())).append(" steps apart\n");
        List<String> titles = new ArrayList<>(List.of("method"));
        titles.addAll(titles(levels));
        Table table =
            new Table(titles.stream().map(t -> t.toUpperCase(Locale.ROOT)).toArray(String[]::new));
        rows(done, levels).forEach(row -> table.row(row.toArray()));
        out.append(table.render()).append('\n');
      } else {
        out.append(": not tested\n\n");
      }
    }
  }

  /** {@code series,method,origins,...}: a row per series and method. */
  public static void csv(List<Tested> all, List<Double> levels, Appendable out) throws IOException {
    out.append("series,method,").append(String.join(",", titles(levels))).append('\n');
    for (Tested one : all) {
      if (one instanceof Tested.Done done) {
        for (Tested.Scored r : done.results()) {
          out.append(ForecastText.field(one.name())).append(',');
          out.append(String.join(",", row(r, levels, true))).append('\n');
        }
      }
    }
  }
}
