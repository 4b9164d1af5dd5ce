package io.foretide.app.capacity;

import io.foretide.core.error.ProviderException;
import io.foretide.core.process.Peers;
import io.foretide.core.process.ProcessStatus;

/**
 * The processes that run models. Those of other machines are taken to have as many computing
 * threads as this one. Thread-safe.
 *
 * @param peers the processes that there are
 * @param threads computing threads of each
 */
public record LiveExecutors(Peers peers, int threads) {
  /** How many live now; none where executors of a shared store are still to come. */
  public int alive() throws ProviderException {
    if (!peers.shared()) {
      return 1;
    }
    return (int) peers.processes().stream().filter(ProcessStatus::isExecutor).count();
  }

  /** Computing threads of all together; of one where none lives yet. */
  public int together() throws ProviderException {
    return threads * Math.max(1, alive());
  }
}
