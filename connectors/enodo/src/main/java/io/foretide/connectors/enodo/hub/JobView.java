package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.job.JobRequest;

/**
 * A job for people.
 *
 * @param request what is asked
 * @param state how it stands
 * @param worker who has it; empty if nobody
 * @param since when it came, or when it failed, epoch nanoseconds
 * @param error why it failed; empty if it did not
 */
public record JobView(JobRequest request, State state, String worker, long since, String error) {
  /** How a job stands. */
  public enum State {
    OPEN,
    ACTIVE,
    FAILED
  }
}
