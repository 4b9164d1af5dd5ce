package io.foretide.app.input;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The distance between neighbouring values: a duration, or a number of calendar months. */
public sealed interface Step {

  /** The place of an instant on a scale where one step is {@link #unit()} long. */
  long place(long time);

  /** Units of {@link #place} in one step. */
  long unit();

  /** The instant of a place. */
  long time(long place);

  /** Days that one step takes, on average. */
  double days();

  /** The text of a person: {@code 10m}, {@code 1 month}. */
  String text();

  /**
   * Always the same duration.
   *
   * @param nanos its length
   * @param phase where the grid lies, {@code 0 <= phase < nanos} after a multiple of the length
   */
  record Fixed(long nanos, long phase) implements Step {
    @Override
    public long place(long time) {
      return time - phase;
    }

    @Override
    public long unit() {
      return nanos;
    }

    @Override
    public long time(long place) {
      return Instants.plus(place, phase);
    }

    @Override
    public double days() {
      return (double) nanos / Instants.DAY;
    }

    @Override
    public String text() {
      return Durations.format(nanos);
    }
  }

  /**
   * Calendar months.
   *
   * @param count months in a step: 1, 3 for quarters, 12 for years
   * @param sample one of the instants, whose day and time of day all others share
   * @param lastDay whether instants lie on the last day of their months
   * @param zone of the calendar
   */
  record Months(int count, ZonedDateTime sample, boolean lastDay, ZoneId zone) implements Step {
    @Override
    public long place(long time) {
      ZonedDateTime at = Instants.toInstant(time).atZone(zone);
      return at.getYear() * 12L + at.getMonthValue() - 1 - offset();
    }

    private long offset() {
      return Math.floorMod(sample.getYear() * 12L + sample.getMonthValue() - 1, (long) count);
    }

    @Override
    public long unit() {
      return count;
    }

    @Override
    public long time(long place) {
      long month = place + offset();
      ZonedDateTime first =
          sample
              .withDayOfMonth(1)
              .withYear((int) Math.floorDiv(month, 12L))
              .withMonth((int) Math.floorMod(month, 12L) + 1);
      int length = first.toLocalDate().lengthOfMonth();
      int day = lastDay ? length : Math.min(length, sample.getDayOfMonth());
      return Instants.of(first.withDayOfMonth(day).toInstant());
    }

    @Override
    public double days() {
      return count * 365.2425 / 12;
    }

    @Override
    public String text() {
      return switch (count) {
        case 1 -> "1 month";
        case 12 -> "1 year";
        default -> count + " months";
      };
    }
  }
}
