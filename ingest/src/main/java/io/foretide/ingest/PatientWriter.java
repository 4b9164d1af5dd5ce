package io.foretide.ingest;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.sensor.PointSink.Busy;
import io.foretide.core.sensor.PointSink.Written;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Writes to a sink and waits while it is busy: as long as the sink asks, plus up to a half at
 * random, again and again up to a limit. Thread-safe if its parts are.
 */
public final class PatientWriter {
  /** How long one batch waits at most. */
  public static final long LIMIT = 10 * Instants.MINUTE;

  private static final long SHORTEST = 1_000_000L;
  private static final long LONGEST = 10 * Instants.SECOND;

  private final PointSink sink;
  private final Pause pause;
  private final RandomGenerator random;

  public PatientWriter(PointSink sink, Pause pause, RandomGenerator random) {
    this.sink = sink;
    this.pause = pause;
    this.random = random;
  }

  /**
   * Writes a batch.
   *
   * @throws IOException if the sink stays busy for {@link #LIMIT}
   */
  public Written write(PointBatch batch) throws IOException, InterruptedException {
    if (batch.isEmpty()) {
      return new Written(0, 0);
    }
    long waited = 0;
    while (true) {
      try {
        return sink.write(batch);
      } catch (Busy busy) {
        if (waited >= LIMIT) {
          throw new IOException(
              "the store took no points for "
                  + Durations.format(LIMIT)
                  + ": "
                  + busy.getMessage()
                  + "; run again later, reading goes on where it stopped",
              busy);
        }
        long wait = Math.clamp(busy.retryAfter(), SHORTEST, LONGEST);
        wait += random.nextLong(wait / 2);
        pause.sleep(wait);
        waited += wait;
      }
    }
  }
}
