package io.foretide.ingest.csv;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;

/** Keeps only the number and the sum of what it is given. */
final class CountingSink implements PointSink {
  long points;
  double sum;

  @Override
  public Written write(PointBatch batch) {
    points += batch.size();
    for (int i = 0; i < batch.size(); i++) {
      sum += batch.valueAt(i);
    }
    return new Written(batch.size(), batch.size());
  }
}
