package io.foretide.app.backtest;

import io.foretide.app.chart.Figure;
import io.foretide.app.chart.Page;
import io.foretide.app.forecast.ForecastText;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.terminal.Plot;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import io.foretide.forecast.backtest.Backtest;
import java.io.IOException;
import java.io.StringWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Backtests as pictures: the last origins of every method, in the terminal and on a page. */
public final class BacktestPicture {
  private static final int HEIGHT = 12;
  private static final int ON_PAGE = 3;
  private static final int MOST_ON_PAGE = 50;
  private static final int HISTORY_PER_HORIZON = 4;
  private static final int LEAST_HISTORY = 40;

  private BacktestPicture() {}

  private static Optional<Figure> figure(
      EvenSeries series, String method, Backtest.Held held, double level, ZoneId zone) {
    if (held.forecast().isEmpty()) {
      return Optional.empty();
    }
    Forecast forecast = held.forecast().get();
    int horizon = forecast.horizon();
    int from = Math.max(0, held.origin() - Math.max(LEAST_HISTORY, HISTORY_PER_HORIZON * horizon));
    int to = held.origin() + horizon;
    long[] past = new long[to - from];
    Arrays.setAll(past, i -> series.time(from + i));
    long[] ahead = new long[horizon];
    Arrays.setAll(ahead, i -> series.time(held.origin() + i));
    Interval interval = forecast.interval(level);
    return Optional.of(
        new Figure(
            series.name() + ", " + method,
            zone,
            List.of(
                new Figure.Band(
                    ForecastText.level(level) + " %", ahead, interval.lower(), interval.upper())),
            List.of(
                new Figure.Line(
                    Figure.Role.HISTORY,
                    "values",
                    past,
                    Arrays.copyOfRange(series.values(), from, to)),
                new Figure.Line(Figure.Role.FORECAST, "forecast", ahead, forecast.mean())),
            List.of(new Figure.Mark(series.time(held.origin() - 1), "origin")),
            List.of(),
            List.of()));
  }

  /** The last origin of every method, in signs, after the table. */
  public static void plot(
      List<Tested> all, List<Double> levels, ZoneId zone, int width, boolean colour, Appendable out)
      throws IOException {
    for (Tested one : all) {
      StringWriter table = new StringWriter();
      BacktestText.table(List.of(one), levels, table);
      out.append(table.toString());
      if (one instanceof Tested.Done done) {
        for (Tested.Scored r : done.results()) {
          List<Backtest.Held> held = r.outcome().held();
          Optional<Figure> figure =
              held.isEmpty()
                  ? Optional.empty()
                  : figure(done.series(), r.method(), held.getLast(), levels.getLast(), zone);
          if (figure.isPresent()) {
            out.append(Plot.draw(figure.get(), width, HEIGHT, colour)).append('\n');
          }
        }
      }
    }
  }

  /** One page with all series; pictures for the first ones. */
  public static String page(String title, List<Tested> all, List<Double> levels, ZoneId zone) {
    Page page = new Page(title);
    if (all.size() > MOST_ON_PAGE) {
      page.text(
          "The first "
              + MOST_ON_PAGE
              + " of "
              + all.size()
              + " are shown; --format csv or json has all of them.");
    }
    List<String> titles = new ArrayList<>(List.of("method"));
    BacktestText.titles(levels).forEach(t -> titles.add(t.replace('_', ' ')));
    for (Tested one : all.subList(0, Math.min(MOST_ON_PAGE, all.size()))) {
      page.section(one.name());
      if (!(one instanceof Tested.Done done)) {
        page.text("Not tested: " + one.why() + ".");
        continue;
      }
      page.table("", titles, BacktestText.rows(done, levels));
      for (Tested.Scored r : done.results()) {
        List<Backtest.Held> held = r.outcome().held();
        for (Backtest.Held h : held.subList(Math.max(0, held.size() - ON_PAGE), held.size())) {
          figure(done.series(), r.method(), h, levels.getLast(), zone).ifPresent(page::figure);
        }
      }
    }
    return page.html();
  }
}
