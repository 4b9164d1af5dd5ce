package io.foretide.app.terminal;

import io.foretide.app.chart.Figure;
import io.foretide.app.chart.Figure.Extent;
import java.util.Arrays;

/**
 * The inside of a picture in signs: lines as braille dots, two by four to a sign, and bands as
 * shades behind them.
 */
final class Canvas {
  private static final int[][] DOT = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};
  private static final char[] SHADES = {' ', '░', '▒', '▓'};
  private static final char MARK = '┊';

  private final int width;
  private final int height;
  private final Extent extent;
  private final int[][] bits;
  private final int[][] shade;
  private final int[][] role;
  private final boolean[] marked;

  Canvas(int width, int height, Extent extent) {
    this.width = width;
    this.height = height;
    this.extent = extent;
    bits = new int[height][width];
    shade = new int[height][width];
    role = new int[height][width];
    for (int[] row : role) {
      Arrays.fill(row, -1);
    }
    marked = new boolean[width];
  }

  /** The column of dots of an instant, {@code 0 <= x < 2 width}; may lie outside. */
  private int dotX(long time) {
    double share = ((double) time - extent.from()) / ((double) extent.to() - extent.from());
    return (int) Math.round(share * (2 * width - 1));
  }

  private double dotY(double value) {
    double range = extent.high() / 2 - extent.low() / 2;
    double share = (value / 2 - extent.low() / 2) / range;
    return (1 - share) * (4 * height - 1);
  }

  /** The column of signs of an instant. */
  int column(long time) {
    return Math.clamp(dotX(time) / 2, 0, width - 1);
  }

  /** The row of signs of a value. */
  int row(double value) {
    return Math.clamp((int) Math.round(dotY(value)) / 4, 0, height - 1);
  }

  void mark(long time) {
    marked[column(time)] = true;
  }

  void draw(Figure.Band band, int depth) {
    long[] times = band.times();
    int at = 0;
    for (int c = 0; c < width && times.length > 0; c++) {
      double share = (2 * c + 0.5) / (2 * width - 1);
      double time = extent.from() + share * ((double) extent.to() - extent.from());
      double half = ((double) extent.to() - extent.from()) / (2 * width);
      if (time < times[0] - half || time > times[times.length - 1] + half) {
        continue;
      }
      while (at + 1 < times.length - 1 && times[at + 1] < time) {
        at++;
      }
      int next = Math.min(at + 1, times.length - 1);
      double gap = (double) times[next] - times[at];
      double part = gap > 0 ? Math.clamp((time - times[at]) / gap, 0.0, 1.0) : 0;
      double low = band.low()[at] + part * (band.low()[next] - band.low()[at]);
      double high = band.high()[at] + part * (band.high()[next] - band.high()[at]);
      for (int r = row(high); r <= row(low); r++) {
        shade[r][c] = Math.max(shade[r][c], Math.min(depth, SHADES.length - 1));
      }
    }
  }

  void draw(Figure.Line line) {
    long[] times = line.times();
    double[] values = line.values();
    int paint = line.role().ordinal();
    int fromX = 0;
    int fromY = 0;
    boolean open = false;
    for (int i = 0; i < times.length; i++) {
      if (!Double.isFinite(values[i])) {
        open = false;
        continue;
      }
      int x = dotX(times[i]);
      int y = Math.clamp((int) Math.round(dotY(values[i])), 0, 4 * height - 1);
      if (open) {
        join(fromX, fromY, x, y, paint);
      } else {
        dot(x, y, paint);
      }
      fromX = x;
      fromY = y;
      open = true;
    }
  }

  /** All dots between two (Bresenham). */
  private void join(int fromX, int fromY, int toX, int toY, int paint) {
    int dx = Math.abs(toX - fromX);
    int dy = -Math.abs(toY - fromY);
    int stepX = fromX < toX ? 1 : -1;
    int stepY = fromY < toY ? 1 : -1;
    int error = dx + dy;
    int x = fromX;
    int y = fromY;
    dot(x, y, paint);
    while (x != toX || y != toY) {
      int twice = 2 * error;
      if (twice >= dy) {
        error += dy;
        x += stepX;
      }
      if (twice <= dx) {
        error += dx;
        y += stepY;
      }
      dot(x, y, paint);
    }
  }

  private void dot(int x, int y, int paint) {
    if (x >= 0 && x < 2 * width) {
      bits[y / 4][x / 2] |= DOT[x % 2][y % 4];
      role[y / 4][x / 2] = Math.max(role[y / 4][x / 2], paint);
    }
  }

  /** Adds one row of signs. */
  void append(StringBuilder out, int r, Ink ink) {
    for (int c = 0; c < width; c++) {
      if (bits[r][c] != 0) {
        ink.put(out, role[r][c], (char) (0x2800 + bits[r][c]));
      } else if (shade[r][c] > 0) {
        ink.put(out, Ink.BAND, SHADES[shade[r][c]]);
      } else {
        ink.put(out, Ink.PLAIN, marked[c] ? MARK : ' ');
      }
    }
    ink.end(out);
  }
}
