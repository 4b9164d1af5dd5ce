package io.foretide.core.rollout;

/**
 * One line of a rollout's record: never changed, never removed.
 *
 * @param time epoch nanoseconds
 * @param state in which it left the rollout
 * @param what was done, such as {@code started}, {@code approve} or {@code judged}
 * @param actor who did it; {@value #ENGINE} where nobody had to
 * @param reason why, in words
 */
public record RolloutStep(long time, RolloutState state, String what, String actor, String reason) {
  /** The actor of steps that nobody asked for. */
  public static final String ENGINE = "foretide";
}
