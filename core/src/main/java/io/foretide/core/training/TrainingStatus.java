package io.foretide.core.training;

import io.foretide.core.model.Training.Cause;
import org.jspecify.annotations.Nullable;

/**
 * How a model's training stands.
 *
 * @param state in one word
 * @param cause of the training that runs, waits or failed; null if none
 * @param attempts how often it failed
 * @param nextAt when the model is looked at next; {@link Long#MAX_VALUE} for never
 * @param why it waits or failed, in words; empty if it does not
 */
public record TrainingStatus(
    State state, @Nullable Cause cause, int attempts, long nextAt, String why) {
  /** Nothing to train. */
  public static final TrainingStatus NONE =
      new TrainingStatus(State.NONE, null, 0, Long.MAX_VALUE, "");

  /** What it waits for, for people; empty if for nothing. */
  public String words() {
    return switch (state) {
      case NONE, IDLE -> "";
      case DUE -> attempts == 0 ? "is to be trained" : "is to be trained again after: " + why;
      case RUNNING -> "is being looked at for training";
      case WAITING -> "cannot be trained yet: " + why;
      case FAILED -> "its training failed: " + why;
    };
  }

  /** How a model's training stands. */
  public enum State {
    /** The method has nothing to learn, or nobody asks for it. */
    NONE,
    /** Trained; the next training has its time. */
    IDLE,
    /** Due, and not begun. */
    DUE,
    /** Sent to an executor. */
    RUNNING,
    /** There is too little data yet. */
    WAITING,
    /** Given up until the next one is due. */
    FAILED
  }
}
