package io.foretide.ingest.text;

import io.foretide.core.time.Instants;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * Turns times on a zone's clock into instants. A time that the clock skips in spring does not exist
 * and is refused. A time that the clock shows twice in autumn is the first of the two, until the
 * times of the same stream stop rising inside that hour: from there on they are the second. Not
 * thread-safe.
 */
final class ZoneClock {
  static final long BAD = Long.MIN_VALUE;
  private static final long NONE = Long.MIN_VALUE;

  private final ZoneRules rules;
  private final ZoneId zone;

  /** While a local time lies in here, the offset is {@link #offset}. */
  private long from = 0;

  private long to = 0;
  private int offset;

  /** Per stream, the last local second inside an overlap, or NONE; and whether it is the second. */
  private long[] last = {NONE};

  private boolean[] second = new boolean[1];
  private int inside;

  ZoneClock(ZoneId zone) {
    this.zone = zone;
    rules = zone.getRules();
    if (rules.isFixedOffset()) {
      from = Long.MIN_VALUE;
      to = Long.MAX_VALUE;
      offset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
  }

  ZoneId zone() {
    return zone;
  }

  /** Whether some stream's last time was one that the clock shows twice. */
  boolean insideOverlap() {
    return inside > 0;
  }

  /** Epoch seconds of a local time, or BAD if it does not exist. */
  long seconds(long local, int stream) {
    if (local >= from && local < to) {
      if (inside > 0) {
        leave(stream);
      }
      return local - offset;
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
    ZoneOffsetTransition transition = rules.getTransition(time);
    if (transition != null) {
      return transition.isGap() ? BAD : local - overlap(transition, local, stream);
    }
    ZoneOffset now = rules.getOffset(time);
    offset = now.getTotalSeconds();
    Instant instant = time.toInstant(now);
    ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    from = before == null ? Long.MIN_VALUE : edge(before, true);
    to = after == null ? Long.MAX_VALUE : edge(after, false);
    if (inside > 0) {
      leave(stream);
    }
    return local - offset;
  }

  private static long edge(ZoneOffsetTransition t, boolean later) {
    long a = t.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC);
    long b = t.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC);
    return later ? Math.max(a, b) : Math.min(a, b);
  }

  private int overlap(ZoneOffsetTransition t, long local, int stream) {
    if (stream >= last.length) {
      int n = last.length;
      last = Arrays.copyOf(last, Math.max(stream + 1, 2 * n));
      Arrays.fill(last, n, last.length, NONE);
      second = Arrays.copyOf(second, last.length);
    }
    boolean same =
        last[stream] != NONE && Math.abs(last[stream] - local) < Instants.DAY / Instants.SECOND;
    if (!same) {
      inside += last[stream] == NONE ? 1 : 0;
      second[stream] = false;
    } else if (local <= last[stream]) {
      second[stream] = true;
    }
    last[stream] = local;
    return (second[stream] ? t.getOffsetAfter() : t.getOffsetBefore()).getTotalSeconds();
  }

  private void leave(int stream) {
    if (stream < last.length && last[stream] != NONE) {
      last[stream] = NONE;
      inside--;
    }
  }
}
