package io.foretide.core.engine;

import io.foretide.core.model.Model;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.training.TrainingStatus;

/**
 * How a model is doing.
 *
 * @param model its settings and revisions
 * @param needs what it reads and yields
 * @param health in one word
 * @param tally over all its due intervals
 * @param frontier every due interval before this instant has ended; epoch nanoseconds
 * @param lag how long the oldest missing or in-flight interval has been due, nanoseconds; 0 if none
 * @param nextDue when its next interval falls due; {@link Long#MAX_VALUE} if driven by points or
 *     paused
 * @param lastError the newest failure or reason to wait, in words; empty if none
 * @param retries how often its tasks were put off since the start of this process
 * @param training how its training stands
 */
public record ModelStatus(
    Model model,
    RunNeeds needs,
    Health health,
    Tally tally,
    long frontier,
    long lag,
    long nextDue,
    String lastError,
    long retries,
    TrainingStatus training) {
  /** Why it does not predict all that is due, or not yet as well as it could; empty if it does. */
  public String waitsFor() {
    if (health == Health.PAUSED) {
      return "it is paused";
    }
    StringBuilder out = new StringBuilder();
    long open = tally.missing() + tally.inFlight();
    if (health == Health.FILLING && open > 0) {
      out.append(
          "fills its backlog: "
              + (tally.due() - open)
              + " of "
              + tally.due()
              + " intervals are done");
    } else if (tally.due() > 0 && tally.predicted() + tally.handedOff() == 0 && open == 0) {
      out.append(
          "no interval could be predicted yet: "
              + tally.empty()
              + " empty, "
              + tally.failed()
              + " failed");
    }
    if (!out.isEmpty() && !lastError.isEmpty()) {
      out.append("; last problem: ").append(lastError);
    }
    String learning = training.words();
    if (!learning.isEmpty()) {
      out.append(out.isEmpty() ? "" : "; ").append(learning);
    }
    return out.toString();
  }

  /** How a model is doing, worst first. */
  public enum Health {
    /** Its newest ended interval failed, or it waits for a provider that does not answer. */
    FAILING,
    /** More than two due intervals are missing, and it is not filling its first backlog. */
    BEHIND,
    /** Its backlog is being filled. */
    FILLING,
    OK,
    PAUSED
  }
}
