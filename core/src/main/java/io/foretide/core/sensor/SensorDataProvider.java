package io.foretide.core.sensor;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;

/** Reads points. Thread-safe; every call ends within the provider's timeout. */
public interface SensorDataProvider {
  /** The query or address that the back-end runs for a query. */
  NativeRange nativeRange(FrameQuery query);

  /**
   * Reads a frame. With a step, rows are the buckets {@code epoch + k * step} that start inside the
   * range, all of them, NaN where a bucket has no point; without, the raw times, joined over
   * series.
   *
   * @throws ProviderException.UnknownSeries if a series does not exist, naming it
   * @throws ProviderException.Transient if the back-end does not answer now
   */
  Frame read(FrameQuery query) throws ProviderException;

  /**
   * Whether late and changed points un-cover their intervals by themselves. Where not, empty
   * intervals are asked for again while late points may still come.
   */
  default boolean announcesChanges() {
    return false;
  }
}
