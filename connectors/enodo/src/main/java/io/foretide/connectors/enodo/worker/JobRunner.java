package io.foretide.connectors.enodo.worker;

import io.foretide.connectors.enodo.job.JobRequest;
import io.foretide.connectors.enodo.protocol.JobResult;
import io.foretide.core.error.ProviderException;

/** Runs jobs. Thread-safe. */
@FunctionalInterface
public interface JobRunner {
  /**
   * Runs one job on the caller's thread; an interrupt asks it to stop.
   *
   * @param timeout nanoseconds that it may take
   * @throws ProviderException saying why there is no result
   */
  JobResult run(JobRequest job, long timeout) throws ProviderException;
}
