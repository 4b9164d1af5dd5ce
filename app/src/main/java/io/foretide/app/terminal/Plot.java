package io.foretide.app.terminal;

import io.foretide.app.chart.Figure;
import io.foretide.app.chart.Figure.Extent;
import io.foretide.app.chart.Ticks;
import io.foretide.app.chart.TimeTicks;
import io.foretide.core.time.Instants;
import java.util.Arrays;
import java.util.List;

/** Draws a figure in signs, as wide as the terminal. */
public final class Plot {
  private static final int LEAST_WIDTH = 30;
  private static final int SIGNS_PER_TIME = 16;

  private Plot() {}

  /**
   * The picture as lines, each ended.
   *
   * @param width of the terminal in signs
   * @param height of the inside in lines
   * @param colour whether the terminal understands colours
   */
  public static String draw(Figure figure, int width, int height, boolean colour) {
    Extent extent = figure.extent();
    List<Ticks.Tick> ticks = Ticks.of(extent.low(), extent.high(), Math.max(2, height / 3));
    int margin = ticks.stream().mapToInt(t -> t.text().length()).max().orElse(0);
    int inside = Math.max(LEAST_WIDTH, width) - margin - 2;
    Canvas canvas = new Canvas(inside, height, extent);
    figure.marks().forEach(mark -> canvas.mark(mark.time()));
    for (int i = 0; i < figure.bands().size(); i++) {
      canvas.draw(figure.bands().get(i), i + 1);
    }
    figure.lines().forEach(canvas::draw);
    String[] labels = new String[height];
    Arrays.fill(labels, "");
    ticks.forEach(tick -> labels[canvas.row(tick.value())] = tick.text());
    Ink ink = new Ink(colour);
    StringBuilder out = new StringBuilder(plain(figure.title())).append('\n');
    for (int r = 0; r < height; r++) {
      out.append(" ".repeat(margin - labels[r].length())).append(labels[r]);
      out.append(labels[r].isEmpty() ? " │" : " ┤");
      StringBuilder line = new StringBuilder();
      canvas.append(line, r, ink);
      out.append(line.toString().stripTrailing()).append('\n');
    }
    axis(out, figure, extent, canvas, margin, inside);
    spans(out, figure, canvas, margin, inside, ink);
    legend(out, figure, ink);
    return out.toString();
  }

  private static void axis(
      StringBuilder out, Figure figure, Extent extent, Canvas canvas, int margin, int inside) {
    List<TimeTicks.Tick> ticks =
        TimeTicks.of(extent.from(), extent.to(), inside / SIGNS_PER_TIME, figure.zone());
    char[] axis = new char[inside];
    Arrays.fill(axis, '─');
    char[] words = new char[inside];
    Arrays.fill(words, ' ');
    int free = 0;
    for (TimeTicks.Tick tick : ticks) {
      int at = canvas.column(tick.time());
      axis[at] = '┬';
      int from = Math.clamp(at - tick.text().length() / 2, 0, inside - tick.text().length());
      if (from >= free) {
        tick.text().getChars(0, tick.text().length(), words, from);
        free = from + tick.text().length() + 1;
      }
    }
    out.append(" ".repeat(margin)).append(" └").append(axis).append('\n');
    if (ticks.isEmpty()) {
      out.append(" ".repeat(margin + 2)).append(Instants.format(extent.from())).append('\n');
      return;
    }
    String line = " ".repeat(margin + 2) + new String(words);
    out.append(line.stripTrailing()).append('\n');
  }

  private static void spans(
      StringBuilder out, Figure figure, Canvas canvas, int margin, int inside, Ink ink) {
    if (figure.spans().isEmpty()) {
      return;
    }
    boolean[] marked = new boolean[inside];
    for (Figure.Span span : figure.spans()) {
      Arrays.fill(marked, canvas.column(span.from()), canvas.column(span.to()) + 1, true);
    }
    StringBuilder line = new StringBuilder(" ".repeat(margin + 2));
    for (boolean one : marked) {
      ink.put(line, one ? Ink.ALARM : Ink.PLAIN, one ? '▀' : ' ');
    }
    ink.end(line);
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static void legend(StringBuilder out, Figure figure, Ink ink) {
    StringBuilder line = new StringBuilder();
    for (Figure.Line one : figure.lines()) {
      ink.put(line, one.role().ordinal(), "⠒⠒ ");
      ink.put(line, Ink.PLAIN, plain(one.name()) + "   ");
    }
    char[] shades = {'░', '▒', '▓'};
    for (int i = 0; i < figure.bands().size(); i++) {
      ink.put(line, Ink.BAND, shades[Math.min(i, 2)] + " ");
      ink.put(line, Ink.PLAIN, figure.bands().get(i).name() + "   ");
    }
    for (Figure.Mark mark : figure.marks()) {
      line.append("┊ ").append(mark.name()).append("   ");
    }
    if (!figure.spans().isEmpty()) {
      ink.put(line, Ink.ALARM, "▀ ");
      ink.put(line, Ink.PLAIN, figure.spans().getFirst().name() + "   ");
    }
    for (Figure.Limit limit : figure.limits()) {
      line.append(limit.name()).append(' ').append(Ticks.shortest(limit.value(), 4)).append("   ");
    }
    ink.end(line);
    out.append(line.append("times in ").append(figure.zone())).append('\n');
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
