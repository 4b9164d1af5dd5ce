package io.foretide.forecast.backtest;

import io.foretide.forecast.Forecast;
import io.foretide.forecast.Interval;
import java.util.List;
import java.util.Locale;

/** A backtest as one HTML page with pictures inside; it loads nothing from elsewhere. */
public final class Report {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 220;
  private static final int MOST_PICTURES = 4;
  private static final int MOST_PAST = 300;

  private Report() {}

  /**
   * The page.
   *
   * @param title name of the series
   * @param values the whole series
   * @param outcomes one per method
   */
  public static String html(String title, double[] values, List<Outcome> outcomes) {
    StringBuilder page = new StringBuilder(20_000);
    page.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>");
    page.append(escaped(title)).append("</title><style>");
    page.append("body{font:15px system-ui,sans-serif;max-width:900px;margin:2rem auto;");
    page.append("padding:0 1rem}table{border-collapse:collapse}td,th{padding:.2rem .7rem;");
    page.append("text-align:right}th:first-child,td:first-child{text-align:left}");
    page.append("tr{border-bottom:1px solid #ddd}svg{width:100%;height:auto}</style><h1>");
    page.append(escaped(title)).append("</h1>");
    table(page, outcomes);
    for (Outcome outcome : outcomes) {
      page.append("<h2>").append(escaped(outcome.method())).append("</h2>");
      int n = outcome.held().size();
      for (int i = Math.max(0, n - MOST_PICTURES); i < n; i++) {
        picture(page, values, outcome.held().get(i));
      }
    }
    return page.append("</html>\n").toString();
  }

  private static void table(StringBuilder page, List<Outcome> outcomes) {
    page.append(
        "<table><tr><th>method<th>origins<th>refused<th>MAE<th>RMSE<th>MASE<th>sMAPE<th>OWA");
    page.append("<th>pinball<th>Brier<th>coverage (first, middle, last third; all)<th>MSIS</tr>");
    for (Outcome o : outcomes) {
      page.append("<tr><td>").append(escaped(o.method()));
      page.append("<td>").append(o.held().size()).append("<td>").append(o.refused());
      for (double value :
          new double[] {o.mae(), o.rmse(), o.mase(), o.smape(), o.owa(), o.pinball(), o.brier()}) {
        page.append("<td>").append(number(value));
      }
      page.append("<td>");
      o.coverage()
          .forEach((level, parts) -> {
            page.append(number(level)).append(" %:");
            for (double part : parts) {
              page.append(' ').append(String.format(Locale.ROOT, "%.0f %%", 100 * part));
            }
            page.append("<br>");
          });
      page.append("<td>");
      o.msis().forEach((level, score) -> page.append(number(score)).append("<br>"));
      page.append("</tr>");
    }
    page.append("</table>");
  }

  private static void picture(StringBuilder page, double[] values, Backtest.Held held) {
    if (held.forecast().isEmpty()) {
      page.append("<p>Origin ").append(held.origin()).append(": refused.</p>");
      return;
    }
    Forecast forecast = held.forecast().get();
    int from = Math.max(0, held.origin() - MOST_PAST);
    int to = held.origin() + forecast.horizon();
    Interval interval = forecast.interval(95);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int t = from; t < to; t++) {
      if (Double.isFinite(values[t])) {
        least = Math.min(least, values[t]);
        most = Math.max(most, values[t]);
      }
    }
    for (int h = 0; h < forecast.horizon(); h++) {
      least = Math.min(least, interval.lower()[h]);
      most = Math.max(most, interval.upper()[h]);
    }
    Scale scale = new Scale(from, to - 1, least, most);
    page.append("<figure><figcaption>Origin ").append(held.origin());
    page.append(": values, forecast and its 95 % interval</figcaption><svg viewBox=\"0 0 ");
    page.append(WIDTH).append(' ').append(HEIGHT).append("\" role=\"img\">");
    page.append("<polygon fill=\"#9bc4e2\" fill-opacity=\".5\" points=\"");
    for (int h = 0; h < forecast.horizon(); h++) {
      scale.point(page, held.origin() + h, interval.upper()[h]);
    }
    for (int h = forecast.horizon() - 1; h >= 0; h--) {
      scale.point(page, held.origin() + h, interval.lower()[h]);
    }
    page.append("\"/>");
    line(page, scale, values, from, to, 0, "#333");
    line(page, scale, forecast.mean(), 0, forecast.horizon(), held.origin(), "#0b66a8");
    page.append("</svg></figure>");
  }

  private static void line(
      StringBuilder page,
      Scale scale,
      double[] values,
      int from,
      int to,
      int shift,
      String colour) {
    boolean open = false;
    for (int t = from; t < to; t++) {
      boolean known = Double.isFinite(values[t]);
      if (known && !open) {
        page.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" points=\"");
      } else if (!known && open) {
        page.append("\"/>");
      }
      open = known;
      if (known) {
        scale.point(page, shift + t, values[t]);
      }
    }
    if (open) {
      page.append("\"/>");
    }
  }

  private record Scale(double left, double right, double low, double high) {
    void point(StringBuilder page, double x, double y) {
      double wide = right > left ? (x - left) / (right - left) : 0.5;
      double tall = high > low ? (y - low) / (high - low) : 0.5;
      page.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              5 + wide * (WIDTH - 10),
              HEIGHT - 5 - tall * (HEIGHT - 10)));
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4g", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
