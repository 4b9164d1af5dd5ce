package io.foretide.models.feature;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** A number that a bucket's start has in the calendar of a time zone. */
public enum CalendarPart {
  /** Hour of the day with its fraction, 0 to below 24. */
  HOUR(24, 0) {
    @Override
    double of(LocalDateTime t) {
      return t.getLong(ChronoField.NANO_OF_DAY) / 3.6e12;
    }
  },
  /** Minute of the hour, 0 to 59. */
  MINUTE(60, 0) {
    @Override
    double of(LocalDateTime t) {
      return t.getMinute();
    }
  },
  /** Day of the week as in pandas: Monday is 0, Sunday is 6. */
  WEEKDAY(7, 0) {
    @Override
    double of(LocalDateTime t) {
      return t.getDayOfWeek().getValue() - 1;
    }
  },
  /** 1 on Saturday and Sunday, else 0. */
  WEEKEND(0, 0) {
    @Override
    double of(LocalDateTime t) {
      return t.getDayOfWeek().getValue() > 5 ? 1 : 0;
    }
  },
  /** Day of the month, from 1. */
  DAY(31, 1) {
    @Override
    double of(LocalDateTime t) {
      return t.getDayOfMonth();
    }
  },
  /** Day of the year, from 1. */
  DAY_OF_YEAR(365.25, 1) {
    @Override
    double of(LocalDateTime t) {
      return t.getDayOfYear();
    }
  },
  /** Week of the year by ISO 8601, from 1. */
  WEEK(52.1775, 1) {
    @Override
    double of(LocalDateTime t) {
      return LocalDate.from(t).get(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }
  },
  /** Month, 1 to 12. */
  MONTH(12, 1) {
    @Override
    double of(LocalDateTime t) {
      return t.getMonthValue();
    }
  };

  private final double cycle;
  private final double first;

  CalendarPart(double cycle, double first) {
    this.cycle = cycle;
    this.first = first;
  }

  abstract double of(LocalDateTime t);

  /** The angle of a sine or cosine: 2 pi (part - first) / cycle. */
  double angle(LocalDateTime t) {
    return 2 * Math.PI * (of(t) - first) / cycle;
  }

  boolean cyclic() {
    return cycle > 0;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
