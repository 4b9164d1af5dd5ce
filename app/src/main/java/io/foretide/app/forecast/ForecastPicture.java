package io.foretide.app.forecast;

import io.foretide.app.chart.Figure;
import io.foretide.app.chart.Page;
import io.foretide.app.terminal.Plot;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Forecasts as pictures, in the terminal and on a page. */
public final class ForecastPicture {
  private static final int HEIGHT = 14;
  private static final int HISTORY_PER_HORIZON = 4;
  private static final int LEAST_HISTORY = 60;
  private static final int MOST_ON_PAGE = 200;

  private ForecastPicture() {}

  /** Recent values, the forecast after them and its intervals. */
  static Figure figure(Forecasted.Done done, Forecast forecast, ZoneId zone) {
    int horizon = forecast.horizon();
    int n = done.series().values().length;
    int shown = Math.min(n, Math.max(LEAST_HISTORY, HISTORY_PER_HORIZON * horizon));
    long[] past = new long[shown];
    Arrays.setAll(past, i -> done.series().time(n - shown + i));
    double[] values = Arrays.copyOfRange(done.series().values(), n - shown, n);
    long[] ahead = new long[horizon];
    Arrays.setAll(ahead, done::time);
    List<Figure.Band> bands = new ArrayList<>();
    for (double level : done.asked().levels().reversed()) {
      Interval interval = forecast.interval(level);
      String name = ForecastText.level(level) + " %";
      bands.add(new Figure.Band(name, ahead, interval.lower(), interval.upper()));
    }
    return new Figure(
        done.name(),
        zone,
        bands,
        List.of(
            new Figure.Line(Figure.Role.HISTORY, "values", past, values),
            new Figure.Line(Figure.Role.FORECAST, "forecast", ahead, forecast.mean())),
        List.of(new Figure.Mark(done.origin(), "last value")),
        List.of(),
        List.of());
  }

  /** A picture per series, in signs. */
  public static void plot(
      List<Forecasted> all, ZoneId zone, int width, boolean colour, Appendable out)
      throws IOException {
    for (Forecasted one : all) {
      if (one instanceof Forecasted.Done done && done.forecast().isPresent()) {
        Figure figure = figure(done, done.forecast().get(), zone);
        out.append(Plot.draw(figure, width, HEIGHT, colour)).append('\n');
      } else {
        out.append(one.name().replaceAll("\\p{Cntrl}", " ")).append(": no forecast\n\n");
      }
    }
  }

  /** One page with all series; pictures for the first ones. */
  public static String page(String title, List<Forecasted> all, ZoneId zone) {
    Page page = new Page(title);
    long made = all.stream().filter(f -> f.refused().isEmpty()).count();
    page.text(made + " of " + all.size() + " series have a forecast.");
    if (all.size() > MOST_ON_PAGE) {
      page.text("The first " + MOST_ON_PAGE + " are shown; --format csv or json has all of them.");
    }
    for (Forecasted one : all.subList(0, Math.min(MOST_ON_PAGE, all.size()))) {
      page.section(one.name());
      if (one instanceof Forecasted.Done done && done.forecast().isPresent()) {
        Forecast forecast = done.forecast().get();
        page.text(ForecastText.headline(done, forecast.assumed()));
        page.figure(figure(done, forecast, zone));
        page.text(done.words());
        page.table(
            "Numbers",
            ForecastText.titles(done.asked().levels()).stream()
                .map(t -> t.toLowerCase(Locale.ROOT).replace('_', ' '))
                .toList(),
            ForecastText.rows(done, forecast, false));
      } else {
        one.refused()
            .ifPresent(
                r -> page.text("No forecast: " + r.reason() + ". It needs " + r.needs() + "."));
      }
    }
    return page.html();
  }
}
