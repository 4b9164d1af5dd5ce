package io.foretide.app.enodo;

import io.foretide.connectors.enodo.listener.Listener;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import org.jspecify.annotations.Nullable;

/** Has a listener of this process count the points that come in, whoever brings them. */
public final class TalliedSink implements PointSink {
  private final PointSink sink;
  private volatile @Nullable Listener listener;

  public TalliedSink(PointSink sink) {
    this.sink = sink;
  }

  /** Counts from now on. */
  public void countFor(Listener counting) {
    listener = counting;
  }

  @Override
  public Written write(PointBatch batch) throws Busy {
    Written written = sink.write(batch);
    Listener l = listener;
    if (l != null && written.changed() > 0) {
      long[] counts = new long[batch.seriesCount()];
      for (int i = 0; i < batch.size(); i++) {
        counts[batch.seriesAt(i)]++;
      }
      for (int s = 0; s < counts.length; s++) {
        l.counted(batch.seriesName(s), counts[s]);
      }
    }
    return written;
  }
}
