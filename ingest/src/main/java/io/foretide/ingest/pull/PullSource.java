package io.foretide.ingest.pull;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Range;
import io.foretide.ingest.IngestReport;

/** A table that can be asked for the rows of a range. Thread-safe; calls end within a timeout. */
public interface PullSource {
  /** Such as {@code sql jdbc:postgresql://db/plant}: for messages, no secrets. */
  String description();

  /**
   * Reads the rows of a range of instants; rows outside are allowed and taken too.
   *
   * @throws ProviderException.Transient if the table does not answer now
   * @throws ProviderException.NotReady if it says when to ask again
   * @throws ProviderException.Rejected if it refuses the question or answers something else
   */
  Answer read(Range range) throws ProviderException;

  /**
   * @param points what was read
   * @param counts values skipped and refused; its points are not counted yet
   */
  record Answer(PointBatch points, IngestReport counts) {}
}
