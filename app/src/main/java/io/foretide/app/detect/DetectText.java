package io.foretide.app.detect;

import io.foretide.app.chart.Ticks;
import io.foretide.app.forecast.ForecastText;
import io.foretide.app.input.Together;
import io.foretide.app.terminal.Table;
import io.foretide.core.time.Instants;
import io.foretide.detect.limit.Limit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Detections as tables and as CSV. */
public final class DetectText {
  static final List<String> TITLES =
      List.of("from", "to", "rows", "peak", "peak at", "direction", "contributions");
  private static final int DIGITS = 4;
  private static final int MOST_SHARES = 3;

  private DetectText() {}

  /** One line about a series: how much was scored and what was found. */
  static String headline(Detected.Done done) {
    Together data = done.data();
    StringBuilder out = new StringBuilder();
    out.append(done.method()).append(", step ").append(data.step().text());
    if (done.trained() > 0) {
      out.append(", learned from ").append(done.trained()).append(" rows until ");
      out.append(Instants.format(data.time(done.trained() - 1)));
    }
    out.append(", ").append(done.scored()).append(" rows scored, ");
    int n = done.episodes().size();
    out.append(n).append(n == 1 ? " episode" : " episodes");
    done.limit().ifPresent(limit -> out.append(". ").append(words(limit)));
    return out.toString();
  }

  private static String words(Limit limit) {
    String head =
        "The limit is set for "
            + Ticks.shortest(limit.wanted(), DIGITS)
            + " false episodes in 30 days, from "
            + limit.rows()
            + " rows";
    return limit.isSupported()
        ? head
        : head
            + ", which support no rate below "
            + Ticks.shortest(limit.lowestSupported(), DIGITS)
            + ": that one is used";
  }

  /** One row per episode. */
  static List<List<String>> rows(Detected.Done done) {
    List<List<String>> out = new ArrayList<>();
    for (Found f : done.episodes()) {
      out.add(
          List.of(
              Instants.format(done.data().time(f.from())),
              f.open() ? "still open" : Instants.format(done.data().time(f.to())),
              Long.toString(f.size()),
              Ticks.shortest(f.peak(), DIGITS),
              Instants.format(done.data().time(f.peakRow())),
              f.direction() > 0 ? "too high" : f.direction() < 0 ? "too low" : "-",
              shares(f)));
    }
    return out;
  }

  private static String shares(Found f) {
    if (f.shares().isEmpty()) {
      return "-";
    }
    List<String> out = new ArrayList<>();
    for (Found.Share s : f.shares().subList(0, Math.min(MOST_SHARES, f.shares().size()))) {
      out.add(s.signal() + " " + Math.round(100 * s.part()) + " %");
    }
    return String.join(", ", out) + (f.ranking() ? " (ranking)" : "");
  }

  /** A heading and a table of episodes per series. */
  public static void table(List<Detected> all, Appendable out) throws IOException {
    for (Detected one : all) {
      out.append(one.name().replaceAll("\\p{Cntrl}", " ")).append(": ");
      if (one instanceof Detected.Done done) {
        out.append(headline(done)).append('\n');
        if (!done.episodes().isEmpty()) {
          Table table =
              new Table(
                  TITLES.stream().map(t -> t.toUpperCase(Locale.ROOT)).toArray(String[]::new));
          rows(done).forEach(row -> table.row(row.toArray()));
          out.append(table.render());
        }
      } else {
        out.append("not scored\n");
      }
      out.append('\n');
    }
  }

  /** {@code series,time,score,episode}: every row with a score; episodes count from 1. */
  public static void csv(List<Detected> all, Appendable out) throws IOException {
    out.append("series,time,score,episode\n");
    for (Detected one : all) {
      if (one instanceof Detected.Done done) {
        String name = ForecastText.field(one.name());
        int next = 0;
        for (int i = 0; i < done.scores().length; i++) {
          if (Double.isNaN(done.scores()[i])) {
            continue;
          }
          while (next < done.episodes().size() && done.episodes().get(next).to() <= i) {
            next++;
          }
          boolean inside = next < done.episodes().size() && done.episodes().get(next).from() <= i;
          out.append(name).append(',').append(Instants.format(done.data().time(i))).append(',');
          out.append(Double.toString(done.scores()[i])).append(',');
          out.append(inside ? Integer.toString(next + 1) : "").append('\n');
        }
      }
    }
  }
}
