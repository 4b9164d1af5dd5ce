package io.foretide.app.chart;

import io.foretide.app.chart.Figure.Extent;
import java.util.List;
import java.util.Locale;

/** Draws a figure as SVG; colours come from the page's style. */
final class Svg {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 260;
  private static final int LEFT = 64;
  private static final int RIGHT = 12;
  private static final int TOP = 10;
  private static final int BOTTOM = 26;

  /** Points of a line beyond which only the least and greatest of each pixel are drawn. */
  private static final int MOST_POINTS = 4 * WIDTH;

  private final Extent extent;
  private final StringBuilder out = new StringBuilder();

  private Svg(Extent extent) {
    this.extent = extent;
  }

  /** The picture with its legend, as a {@code figure} element. */
  static String draw(Figure figure) {
    return new Svg(figure.extent()).all(figure);
  }

  private String all(Figure figure) {
    out.append("<figure><figcaption>").append(Page.escaped(figure.title()));
    out.append("</figcaption>\n<svg viewBox=\"0 0 ").append(WIDTH).append(' ').append(HEIGHT);
    out.append("\" role=\"img\" aria-label=\"").append(Page.escaped(figure.title())).append("\">");
    grid(figure);
    for (Figure.Span span : figure.spans()) {
      double from = x(span.from());
      double width = Math.max(2, x(span.to()) - from);
      out.append("<rect class=\"span\" x=\"").append(number(from)).append("\" y=\"").append(TOP);
      out.append("\" width=\"").append(number(width)).append("\" height=\"");
      out.append(HEIGHT - TOP - BOTTOM).append("\"/>");
    }
    for (int i = 0; i < figure.bands().size(); i++) {
      band(figure.bands().get(i));
    }
    for (Figure.Limit limit : figure.limits()) {
      segment("limit", LEFT, y(limit.value()), WIDTH - RIGHT, y(limit.value()));
    }
    for (Figure.Mark mark : figure.marks()) {
      segment("mark", x(mark.time()), TOP, x(mark.time()), HEIGHT - BOTTOM);
    }
    for (Figure.Line line : figure.lines()) {
      line(line);
    }
    out.append("</svg>\n<p class=\"legend\">");
    for (Figure.Line line : figure.lines()) {
      key(css(line.role()), line.name());
    }
    for (Figure.Band band : figure.bands()) {
      key("band", band.name());
    }
    for (Figure.Mark mark : figure.marks()) {
      key("mark", mark.name());
    }
    if (!figure.spans().isEmpty()) {
      key("span", figure.spans().getFirst().name());
    }
    for (Figure.Limit limit : figure.limits()) {
      key("limit", limit.name() + " " + Ticks.shortest(limit.value(), 4));
    }
    out.append("<span>times in ").append(Page.escaped(figure.zone().getId())).append("</span>");
    return out.append("</p></figure>\n").toString();
  }

  private void key(String css, String name) {
    out.append("<span><i class=\"").append(css).append("\"></i>").append(Page.escaped(name));
    out.append("</span> ");
  }

  private static String css(Figure.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private void grid(Figure figure) {
    for (Ticks.Tick tick : Ticks.of(extent.low(), extent.high(), 5)) {
      double y = y(tick.value());
      segment("grid", LEFT, y, WIDTH - RIGHT, y);
      text(LEFT - 6.0, y + 4, "end", tick.text());
    }
    List<TimeTicks.Tick> times = TimeTicks.of(extent.from(), extent.to(), 8, figure.zone());
    for (TimeTicks.Tick tick : times) {
      double x = x(tick.time());
      segment("grid", x, TOP, x, HEIGHT - BOTTOM + 4.0);
      text(Math.clamp(x, LEFT + 20.0, WIDTH - 40.0), HEIGHT - 8.0, "middle", tick.text());
    }
  }

  private void segment(String css, double x1, double y1, double x2, double y2) {
    out.append("<line class=\"").append(css).append("\" x1=\"").append(number(x1));
    out.append("\" y1=\"").append(number(y1)).append("\" x2=\"").append(number(x2));
    out.append("\" y2=\"").append(number(y2)).append("\"/>");
  }

  private void text(double x, double y, String anchor, String words) {
    out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" text-anchor=\"").append(anchor).append("\">").append(Page.escaped(words));
    out.append("</text>");
  }

  private void band(Figure.Band band) {
    int n = band.times().length;
    out.append("<polygon class=\"band\" points=\"");
    for (int i = 0; i < n; i++) {
      point(band.times()[i], band.high()[i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      point(band.times()[i], band.low()[i]);
    }
    out.append("\"/>");
  }

  private void line(Figure.Line line) {
    long[] times = line.times();
    double[] values = line.values();
    int each = Math.max(1, times.length / (MOST_POINTS / 2));
    boolean open = false;
    for (int from = 0; from < times.length; from += each) {
      int to = Math.min(times.length, from + each);
      int least = -1;
      int most = -1;
      for (int i = from; i < to; i++) {
        if (Double.isFinite(values[i])) {
          least = least < 0 || values[i] < values[least] ? i : least;
          most = most < 0 || values[i] > values[most] ? i : most;
        }
      }
      boolean known = least >= 0;
      if (known && !open) {
        out.append("<polyline class=\"").append(css(line.role())).append("\" points=\"");
      } else if (!known && open) {
        out.append("\"/>");
      }
      open = known;
      if (known) {
        int first = Math.min(least, most);
        point(times[first], values[first]);
        if (least != most || alone(values, first)) {
          int second = Math.max(least, most);
          point(times[second] + (least == most ? 1 : 0), values[second]);
        }
      }
    }
    out.append(open ? "\"/>" : "");
  }

  /** A value between gaps is drawn as a dot. */
  private static boolean alone(double[] values, int i) {
    return (i == 0 || Double.isNaN(values[i - 1]))
        && (i + 1 == values.length || Double.isNaN(values[i + 1]));
  }

  private void point(long time, double value) {
    out.append(number(x(time))).append(',').append(number(y(value))).append(' ');
  }

  private double x(long time) {
    double share = ((double) time - extent.from()) / ((double) extent.to() - extent.from());
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    double range = extent.high() / 2 - extent.low() / 2;
    double share = (value / 2 - extent.low() / 2) / range;
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
