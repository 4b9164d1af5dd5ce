package io.foretide.app.detect;

import io.foretide.app.chart.Figure;
import io.foretide.app.chart.Page;
import io.foretide.app.input.Together;
import io.foretide.app.terminal.Plot;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Detections as pictures, in the terminal and on a page. */
public final class DetectPicture {
  private static final int HEIGHT = 12;
  private static final int MOST_ON_PAGE = 200;

  private DetectPicture() {}

  private static long[] times(Together data) {
    long[] out = new long[data.rows()];
    Arrays.setAll(out, data::time);
    return out;
  }

  private static List<Figure.Span> spans(Detected.Done done) {
    List<Figure.Span> out = new ArrayList<>();
    for (Found f : done.episodes()) {
      out.add(
          new Figure.Span(
              done.data().time(f.from()),
              done.data().time(Math.max(f.from(), f.to() - 1)),
              "episode"));
    }
    return out;
  }

  private static List<Figure.Mark> marks(Detected.Done done) {
    return done.trained() == 0
        ? List.of()
        : List.of(new Figure.Mark(done.data().time(done.trained()), "end of training"));
  }

  /** The values of one series with its episodes. */
  static Figure values(Detected.Done done, ZoneId zone) {
    return new Figure(
        done.name(),
        zone,
        List.of(),
        List.of(
            new Figure.Line(
                Figure.Role.HISTORY, "values", times(done.data()), done.data().columns()[0])),
        marks(done),
        spans(done),
        List.of());
  }

  /** The scores with their limit. */
  static Figure scores(Detected.Done done, ZoneId zone) {
    return new Figure(
        done.name() + ": score",
        zone,
        List.of(),
        List.of(new Figure.Line(Figure.Role.SCORE, "score", times(done.data()), done.scores())),
        marks(done),
        spans(done),
        List.of(new Figure.Limit(1, "limit")));
  }

  /** Values, where there is one series, and scores, in signs. */
  public static void plot(
      List<Detected> all, ZoneId zone, int width, boolean colour, Appendable out)
      throws IOException {
    for (Detected one : all) {
      if (one instanceof Detected.Done done) {
        if (done.data().names().size() == 1) {
          out.append(Plot.draw(values(done, zone), width, HEIGHT, colour)).append('\n');
        }
        out.append(Plot.draw(scores(done, zone), width, HEIGHT / 2, colour)).append('\n');
      } else {
        out.append(one.name().replaceAll("\\p{Cntrl}", " ")).append(": not scored\n\n");
      }
    }
  }

  /** One page with all series; pictures for the first ones. */
  public static String page(String title, List<Detected> all, ZoneId zone) {
    Page page = new Page(title);
    if (all.size() > MOST_ON_PAGE) {
      page.text(
          "The first "
              + MOST_ON_PAGE
              + " of "
              + all.size()
              + " are shown; --format csv or json has all of them.");
    }
    for (Detected one : all.subList(0, Math.min(MOST_ON_PAGE, all.size()))) {
      page.section(one.name());
      if (one instanceof Detected.Done done) {
        page.text(DetectText.headline(done) + ".");
        if (done.data().names().size() == 1) {
          page.figure(values(done, zone));
        }
        page.figure(scores(done, zone));
        if (!done.episodes().isEmpty()) {
          page.table("", DetectText.TITLES, DetectText.rows(done));
        }
      } else {
        page.text("Not scored: " + one.why() + ".");
      }
    }
    return page.html();
  }
}
