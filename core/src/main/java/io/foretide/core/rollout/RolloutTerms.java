package io.foretide.core.rollout;

import io.foretide.core.time.Range;
import java.util.List;

/**
 * What was agreed when a rollout began.
 *
 * @param mode how the candidate is tried
 * @param trial instants that it is judged over before it is active for all; empty for {@link
 *     RolloutMode#INSTANT}
 * @param live whether the trial lies ahead: the lane then stays open until somebody decides
 * @param share of the models that a canary begins with, above 0, at most 1
 * @param watch how long the former revision stays warm after a promotion, nanoseconds; an instant
 *     rollout must be approved within it
 * @param auto promote without a person if all gates pass
 * @param gates what the candidate must meet
 */
public record RolloutTerms(
    RolloutMode mode,
    Range trial,
    boolean live,
    double share,
    long watch,
    boolean auto,
    List<Gate> gates) {
  public RolloutTerms {
    gates = List.copyOf(gates);
  }
}
