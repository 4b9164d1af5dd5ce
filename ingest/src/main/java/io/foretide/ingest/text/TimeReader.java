package io.foretide.ingest.text;

import io.foretide.core.time.Instants;
import io.foretide.ingest.Limits;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Reads times of one format. Times without a zone are on the given zone's clock: one that the clock
 * skips in spring is refused; one that it shows twice in autumn is the first of the two, until the
 * times of the same stream stop rising inside that hour. Not thread-safe.
 */
public final class TimeReader {
  /** What {@link #read} answers for bytes that are no time. */
  public static final long BAD = Long.MIN_VALUE;

  private final TimeFormat format;
  private final ZoneClock clock;
  private final CivilTime civil = new CivilTime();

  public TimeReader(TimeFormat format, ZoneId zone) {
    this.format = format;
    this.clock = new ZoneClock(zone);
  }

  public TimeFormat format() {
    return format;
  }

  /** Whether some stream's last time was one that the zone's clock shows twice. */
  public boolean insideOverlap() {
    return clock.insideOverlap();
  }

  /**
   * Epoch nanoseconds, or {@link #BAD}.
   *
   * @param stream a small number of the series or file that the time belongs to, from 0
   */
  public long read(byte[] b, int from, int to, int stream) {
    if (format instanceof TimeFormat.Epoch epoch) {
      return EpochText.read(b, from, to, epoch.unit());
    }
    if (!parts(b, from, to)) {
      return BAD;
    }
    long seconds = civil.seconds();
    seconds =
        civil.offset == CivilTime.NO_OFFSET
            ? clock.seconds(seconds, stream)
            : seconds - civil.offset;
    if (seconds == ZoneClock.BAD) {
      return BAD;
    }
    return nanos(seconds, civil.nano);
  }

  /** Both in nanoseconds, or BAD; the first and the last second that fit are not whole. */
  private static long nanos(long seconds, int nano) {
    if (seconds < Instants.MIN / Instants.SECOND - 1 || seconds > Instants.MAX / Instants.SECOND) {
      return BAD;
    }
    if (seconds >= 0) {
      long after = seconds * Instants.SECOND + nano;
      return after < 0 ? BAD : after;
    }
    long before = (seconds + 1) * Instants.SECOND + (nano - Instants.SECOND);
    return before >= 0 ? BAD : before;
  }

  private boolean parts(byte[] b, int from, int to) {
    return format instanceof TimeFormat.Pattern p
        ? p.pattern().read(b, from, to, civil)
        : IsoText.read(b, from, to, civil);
  }

  /** Why bytes for which {@link #read} answered {@link #BAD} are no time. */
  public String why(byte[] b, int from, int to) {
    String text =
        SeriesNames.printable(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
    if (to == from) {
      return "time is empty";
    }
    boolean readable =
        format instanceof TimeFormat.Epoch
            ? !Double.isNaN(Decimals.parse(b, from, to, (byte) '.'))
            : parts(b, from, to);
    if (!readable) {
      return "time '" + text + "' does not follow the format " + format.text();
    }
    if (!(format instanceof TimeFormat.Epoch)
        && (civil.offset != CivilTime.NO_OFFSET || clock.seconds(civil.seconds(), 0) != BAD)) {
      return Limits.outside(text);
    }
    return format instanceof TimeFormat.Epoch
        ? Limits.outside(text)
        : "time '"
            + text
            + "' does not exist in "
            + clock.zone()
            + ", whose clock is put forward then: give the logger's fixed offset as time zone";
  }
}
