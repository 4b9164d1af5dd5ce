package io.foretide.connectors.apps;

import io.foretide.connectors.http.Answer;
import io.foretide.core.error.ProviderException;
import java.util.List;

/** What the status of an app's answer means, after 5xx and 429 were tried again. */
final class Status {
  /** Statuses that say "not now" although they are 4xx. */
  private static final List<Integer> LATER = List.of(408, 423, 425);

  private Status() {}

  /**
   * Lets 2xx pass.
   *
   * @throws ProviderException.Rejected for 3xx and 4xx: the app refuses this input
   * @throws ProviderException.Transient if it says "not now", or a page came instead of the app
   */
  static void check(Answer answer) throws ProviderException {
    if (answer.ok()) {
      return;
    }
    if (LATER.contains(answer.status())) {
      throw new ProviderException.Transient(answer.sentence(), null);
    }
    throw new ProviderException.Rejected(answer.sentence());
  }
}
