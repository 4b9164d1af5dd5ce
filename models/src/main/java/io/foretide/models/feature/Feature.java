package io.foretide.models.feature;

import io.foretide.core.time.Instants;
import io.foretide.models.window.Buckets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;

/** One number that is put into a row. */
public sealed interface Feature {
  /** How it is called in messages. */
  String name();

  /** Buckets before the row's own that it looks at. */
  default long reach() {
    return 0;
  }

  /**
   * Its value in some rows.
   *
   * @param buckets the inputs
   * @param at for each row the last bucket that may be looked at
   * @param about for each row the bucket that it is about; later than {@code at} for a step ahead
   * @param out filled from 0 to the number of rows; NaN where there is no value
   */
  void fill(Buckets buckets, long[] at, long[] about, double[] out);

  /** The series whose own column holds the values as they are; -1 if they are computed. */
  default int column() {
    return -1;
  }

  /** Whether it is computed from several values, in which an infinite one may not be seen. */
  default boolean derived() {
    return false;
  }

  /** A series some buckets ago. */
  record Lag(String name, int series, int by) implements Feature {
    @Override
    public long reach() {
      return by;
    }

    @Override
    public int column() {
      return series;
    }

    @Override
    public void fill(Buckets buckets, long[] at, long[] about, double[] out) {
      double[] column = buckets.column(series);
      long first = buckets.first() + by;
      int n = at.length;
      boolean run = n > 0 && at[n - 1] - at[0] == n - 1;
      if (run && at[0] >= first && at[n - 1] - first < column.length) {
        System.arraycopy(column, (int) (at[0] - first), out, 0, n);
        return;
      }
      for (int i = 0; i < at.length; i++) {
        long k = at[i] - first;
        out[i] = k >= 0 && k < column.length ? column[(int) k] : Double.NaN;
      }
    }
  }

  /** A statistic of the last buckets of a series, the row's own among them. */
  record Rolling(String name, int series, Statistic statistic, int over, int ago)
      implements Feature {
    @Override
    public long reach() {
      return (long) over - 1 + ago;
    }

    @Override
    public boolean derived() {
      return true;
    }

    @Override
    public void fill(Buckets buckets, long[] at, long[] about, double[] out) {
      double[] column = buckets.column(series);
      double[] values = new double[over];
      double[] places = new double[over];
      for (int i = 0; i < at.length; i++) {
        int end = Math.toIntExact(at[i] - buckets.first() + 1 - ago);
        out[i] = statistic.over(column, end - over, end, values, places);
      }
    }
  }

  /** A part of the calendar at the start of the bucket that the row is about. */
  record Calendar(String name, CalendarPart part, Turn turn, ZoneId zone) implements Feature {
    @Override
    public void fill(Buckets buckets, long[] at, long[] about, double[] out) {
      for (int i = 0; i < about.length; i++) {
        long start = about[i] * buckets.step();
        LocalDateTime t =
            zone instanceof ZoneOffset offset
                ? LocalDateTime.ofEpochSecond(
                    Math.floorDiv(start, Instants.SECOND),
                    (int) Math.floorMod(start, Instants.SECOND),
                    offset)
                : LocalDateTime.ofInstant(Instants.toInstant(start), zone);
        out[i] =
            switch (turn) {
              case NONE -> part.of(t);
              case SIN -> Math.sin(part.angle(t));
              case COS -> Math.cos(part.angle(t));
            };
      }
    }
  }

  /** How a calendar part is written. */
  enum Turn {
    NONE,
    SIN,
    COS
  }

  /** The same number in every row. */
  record Constant(String name, double value) implements Feature {
    @Override
    public void fill(Buckets buckets, long[] at, long[] about, double[] out) {
      Arrays.fill(out, 0, at.length, value);
    }
  }

  /** How many steps ahead the row is about; 1 for the first. */
  record Ahead(String name) implements Feature {
    @Override
    public void fill(Buckets buckets, long[] at, long[] about, double[] out) {
      for (int i = 0; i < at.length; i++) {
        out[i] = about[i] - at[i];
      }
    }
  }
}
