package io.foretide.core.alarm;

/**
 * Bad values that belong together.
 *
 * @param begin how it began
 * @param to last bad value
 * @param open whether it goes on
 * @param peak worst value
 * @param peakAt its time
 */
record Episode(Begin begin, long to, boolean open, double peak, long peakAt) {
  /** Whether an alarm is about this; breaks shorter than {@code slack} do not part them. */
  boolean isThatOf(Alarm a, long slack) {
    long end = open ? Long.MAX_VALUE : to;
    long alarmEnd = a.isOpen() ? Long.MAX_VALUE : a.to();
    return begin.since() <= later(alarmEnd, slack) && a.from() <= later(end, slack);
  }

  private static long later(long instant, long by) {
    return instant > Long.MAX_VALUE - by ? Long.MAX_VALUE : instant + by;
  }
}
