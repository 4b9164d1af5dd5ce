package io.foretide.core.training;

import io.foretide.core.model.Training.Cause;

/**
 * A training that is due.
 *
 * @param cause what asks for it
 * @param due the instant that asks for it, epoch nanoseconds
 */
public record TrainingDue(Cause cause, long due) {}
