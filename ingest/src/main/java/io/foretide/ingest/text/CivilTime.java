package io.foretide.ingest.text;

/** The parts of a time as they were read. Reused from row to row; not thread-safe. */
final class CivilTime {
  /** {@link #offset} of a time that says no zone. */
  static final int NO_OFFSET = Integer.MIN_VALUE;

  private static final int[] BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  private static final int[] MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  int nano;

  /** Seconds east of UTC, or {@link #NO_OFFSET}. */
  int offset;

  void clear() {
    year = 0;
    month = 1;
    day = 1;
    hour = 0;
    minute = 0;
    second = 0;
    nano = 0;
    offset = NO_OFFSET;
  }

  /** Whether the parts make a time; 24:00 is the next day's midnight. */
  boolean valid() {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= (month == 2 && leap() ? 29 : MONTH[month - 1])
        && minute < 60
        && second < 60
        && (hour < 24 || (hour == 24 && minute == 0 && second == 0 && nano == 0));
  }

  private boolean leap() {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Seconds since 1970-01-01T00:00:00 on the clock that was read, for years 1 to 9999. */
  long seconds() {
    long y = year - 1L;
    long days =
        y * 365
            + y / 4
            - y / 100
            + y / 400
            + BEFORE_MONTH[month - 1]
            + (month > 2 && leap() ? 1 : 0)
            + day
            - 1
            - 719_162L;
    return days * 86_400 + hour * 3_600L + minute * 60L + second;
  }
}
