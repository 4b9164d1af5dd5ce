package io.foretide.connectors.enodo.model;

import io.foretide.connectors.enodo.job.TimeUnit;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.core.error.ProviderException;

/** Takes what base analyses of workers found beside rows. Thread-safe. */
@FunctionalInterface
public interface BaseSink {
  /** Takes nothing. */
  BaseSink NONE = (_, _, _, _) -> {};

  /**
   * Keeps a result, unless one of a later time is kept already.
   *
   * @param until end of what was analysed, epoch nanoseconds
   * @param unit of {@code interval} among its fields
   */
  void found(String series, JobResult result, long until, TimeUnit unit) throws ProviderException;
}
