package io.foretide.app.chart;

import io.foretide.core.time.Instants;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round instants for an axis of time. */
public final class TimeTicks {
  private static final TemporalAmount[] STEPS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofMinutes(30),
    Duration.ofHours(1),
    Duration.ofHours(3),
    Duration.ofHours(6),
    Duration.ofHours(12),
    Period.ofDays(1),
    Period.ofDays(2),
    Period.ofDays(7),
    Period.ofDays(14),
    Period.ofMonths(1),
    Period.ofMonths(3),
    Period.ofMonths(6),
    Period.ofYears(1),
    Period.ofYears(2),
    Period.ofYears(5),
    Period.ofYears(10),
    Period.ofYears(25),
    Period.ofYears(50),
    Period.ofYears(100)
  };
  private static final double DAYS_PER_YEAR = 365.2425;

  private TimeTicks() {}

  /**
   * One mark.
   *
   * @param time epoch nanoseconds
   * @param text such as {@code 08:00}, {@code 3 Feb} or {@code 2026}
   */
  public record Tick(long time, String text) {}

  /** Ticks within the span, at most so many. */
  public static List<Tick> of(long from, long to, int most, ZoneId zone) {
    double span = (double) to - (double) from;
    TemporalAmount step = STEPS[STEPS.length - 1];
    for (TemporalAmount candidate : STEPS) {
      if (span / nanos(candidate) <= Math.max(1, most)) {
        step = candidate;
        break;
      }
    }
    ZonedDateTime at = floor(Instants.toInstant(from).atZone(zone), step);
    List<Tick> out = new ArrayList<>();
    ZonedDateTime before = null;
    for (int k = 0; k < 4 * most + 8; k++, at = at.plus(step)) {
      if (at.getYear() < 1678 || at.getYear() > 2261) {
        continue;
      }
      long time = Instants.of(at.toInstant());
      if (time > to) {
        break;
      }
      if (time >= from) {
        out.add(new Tick(time, text(at, before, step)));
        before = at;
      }
    }
    return out;
  }

  private static double nanos(TemporalAmount step) {
    return switch (step) {
      case Duration d -> d.toNanos();
      case Period p ->
          (p.getDays() + DAYS_PER_YEAR * (p.getYears() + p.getMonths() / 12.0)) * Instants.DAY;
      default -> throw new IllegalStateException("a step of an axis is a " + step.getClass());
    };
  }

  private static ZonedDateTime floor(ZonedDateTime at, TemporalAmount step) {
    ZonedDateTime day = at.truncatedTo(ChronoUnit.DAYS);
    if (step instanceof Duration d) {
      long within = Duration.between(day, at).toNanos() / d.toNanos();
      return day.plus(d.multipliedBy(within));
    }
    Period p = (Period) step;
    if (p.getYears() > 0) {
      return day.withDayOfYear(1).withYear(at.getYear() / p.getYears() * p.getYears());
    }
    if (p.getMonths() > 0) {
      int month = (at.getMonthValue() - 1) / p.getMonths() * p.getMonths() + 1;
      return day.withDayOfMonth(1).withMonth(month);
    }
    // Weeks start on Monday, as 1969-12-29 did.
    long days = day.toLocalDate().toEpochDay() + 3;
    return day.minusDays(Math.floorMod(days, (long) p.getDays()));
  }

  private static String text(
      ZonedDateTime at,
      @org.jspecify.annotations.Nullable ZonedDateTime before,
      TemporalAmount step) {
    boolean newDay = before == null || !before.toLocalDate().equals(at.toLocalDate());
    boolean newYear = before == null || before.getYear() != at.getYear();
    String pattern;
    if (step instanceof Period p) {
      pattern =
          p.getYears() > 0 ? "uuuu" : p.getMonths() > 0 ? (newYear ? "MMM uuuu" : "MMM") : "d MMM";
    } else if (newDay) {
      pattern = "d MMM HH:mm";
    } else {
      pattern = ((Duration) step).toSeconds() < 60 ? "HH:mm:ss" : "HH:mm";
    }
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(at);
  }
}
