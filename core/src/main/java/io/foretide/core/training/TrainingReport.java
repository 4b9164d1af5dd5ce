package io.foretide.core.training;

import io.foretide.core.model.Training.Cause;
import org.jspecify.annotations.Nullable;

/**
 * How a training task ended.
 *
 * @param kind what to do next
 * @param cause what asked for the training; null if nothing did
 * @param due the instant that asked for it; 0 if nothing did
 * @param retryAfter nanoseconds to wait as the provider asked; 0 if it did not say
 * @param why in words; empty where the kind says it all
 */
public record TrainingReport(
    Kind kind, @Nullable Cause cause, long due, long retryAfter, String why) {
  /** What to do next. */
  public enum Kind {
    /** There is a new revision. */
    TRAINED,
    /** Nothing asks for a training now. */
    NOT_DUE,
    /** There is too little data yet: look again later. */
    WAIT,
    /** Try again after a pause, a limited number of times. */
    RETRY,
    /** Trying again would end the same way. */
    FAILED
  }
}
