package io.foretide.app.forecast;

import io.foretide.app.chart.Ticks;
import io.foretide.app.terminal.Table;
import io.foretide.core.time.Instants;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Forecasts as tables and as CSV. */
public final class ForecastText {
  private static final int DIGITS = 6;

  private ForecastText() {}

  /** A level as people write it: {@code 80}, {@code 99.5}. */
  public static String level(double level) {
    return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
  }

  /** {@code time, mean, lo_80, hi_80, ...}. */
  static List<String> titles(List<Double> levels) {
    List<String> titles = new ArrayList<>(List.of("time", "mean"));
    for (double level : levels) {
      titles.add("lo_" + level(level));
      titles.add("hi_" + level(level));
    }
    return titles;
  }

  /** One row per step; numbers in full, or with the digits that people read. */
  static List<List<String>> rows(Forecasted.Done done, Forecast forecast, boolean full) {
    List<Interval> intervals = done.asked().levels().stream().map(forecast::interval).toList();
    List<List<String>> rows = new ArrayList<>();
    for (int h = 0; h < forecast.horizon(); h++) {
      List<String> row = new ArrayList<>();
      row.add(Instants.format(done.time(h)));
      row.add(number(forecast.mean(h), full));
      for (Interval interval : intervals) {
        row.add(number(interval.lower()[h], full));
        row.add(number(interval.upper()[h], full));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String number(double value, boolean full) {
    return full ? Double.toString(value) : Ticks.shortest(value, DIGITS);
  }

  /** One line about a series: method, seasons, origin. */
  static String headline(Forecasted.Done done, boolean assumed) {
    String seasons =
        done.seasons()[0] == 1
            ? "no season"
            : "season "
                + String.join(
                    ", ",
                    java.util.Arrays.stream(done.seasons()).mapToObj(Integer::toString).toList())
                + " steps";
    String asked = done.asked().method();
    return asked
        + (done.form().equals(asked) ? "" : " " + done.form())
        + ", step "
        + done.series().step().text()
        + ", "
        + seasons
        + ", last value "
        + Instants.format(done.origin())
        + (assumed ? ", intervals assumed: the data cannot support them" : "");
  }

  /** A heading and a table per series; the refused ones have a line. */
  public static void table(List<Forecasted> all, Appendable out) throws IOException {
    for (Forecasted one : all) {
      if (one instanceof Forecasted.Done done && done.forecast().isPresent()) {
        Forecast forecast = done.forecast().get();
        out.append(printable(one.name())).append(": ");
        out.append(headline(done, forecast.assumed())).append('\n');
        Table table =
            new Table(
                titles(done.asked().levels()).stream()
                    .map(t -> t.toUpperCase(Locale.ROOT))
                    .toArray(String[]::new));
        rows(done, forecast, false).forEach(row -> table.row(row.toArray()));
        out.append(table.render()).append('\n');
      } else {
        out.append(printable(one.name())).append(": no forecast\n\n");
      }
    }
  }

  /** {@code series,time,mean,lo_80,...}; refused series have no rows. */
  public static void csv(List<Double> levels, List<Forecasted> all, Appendable out)
      throws IOException {
    out.append("series,").append(String.join(",", titles(levels))).append('\n');
    for (Forecasted one : all) {
      if (one instanceof Forecasted.Done done && done.forecast().isPresent()) {
        String name = field(one.name());
        for (List<String> row : rows(done, done.forecast().get(), true)) {
          out.append(name).append(',').append(String.join(",", row)).append('\n');
        }
      }
    }
  }

  /** A text as a field of CSV (RFC 4180). */
  public static String field(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
