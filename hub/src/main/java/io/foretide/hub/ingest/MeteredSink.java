package io.foretide.hub.ingest;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * A sink that counts what passes, whoever writes: the wiring hands the same one to every source of
 * points. Thread-safe.
 */
public final class MeteredSink implements PointSink {
  private static final int SECONDS = 10;
  private final PointSink sink;
  private final WallClock clock;
  private final LongAdder points = new LongAdder();
  private final LongAdder changed = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder busy = new LongAdder();

  /** Points per second of the last seconds; slot {@code s % length} belongs to second s. */
  private final AtomicLongArray counts = new AtomicLongArray(SECONDS + 2);

  private final AtomicLong second = new AtomicLong(Long.MIN_VALUE);

  public MeteredSink(PointSink sink, WallClock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public Written write(PointBatch batch) throws Busy {
    try {
      Written written = sink.write(batch);
      points.add(written.points());
      changed.add(written.changed());
      roll();
      counts.addAndGet(slot(second.get()), written.points());
      return written;
    } catch (Busy e) {
      busy.increment();
      throw e;
    }
  }

  /** Counts points that were refused before they reached the sink. */
  public void refused(long n) {
    rejected.add(n);
  }

  public long points() {
    return points.sum();
  }

  public long changed() {
    return changed.sum();
  }

  public long rejected() {
    return rejected.sum();
  }

  /** How often the sink was full. */
  public long busy() {
    return busy.sum();
  }

  /** Over the last ten whole seconds. */
  public double pointsPerSecond() {
    roll();
    long now = second.get();
    long sum = 0;
    for (long s = now - SECONDS; s < now; s++) {
      sum += counts.get(slot(s));
    }
    return (double) sum / SECONDS;
  }

  private void roll() {
    long now = Math.floorDiv(clock.monotonic(), Instants.SECOND);
    long seen = second.get();
    while (seen < now) {
      if (second.compareAndSet(seen, now)) {
        long first = Math.max(seen + 1, now - counts.length() + 1);
        for (long s = first; s <= now; s++) {
          counts.set(slot(s), 0);
        }
        return;
      }
      seen = second.get();
    }
  }

  private int slot(long s) {
    return (int) Math.floorMod(s, (long) counts.length());
  }
}
