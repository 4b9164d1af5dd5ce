package io.foretide.core.training;

/**
 * Limits of training.
 *
 * @param mostAtOnce most trainings in flight over all models; each has a thread of its own
 * @param attempts how often a training that fails is tried before it is given up until the next one
 *     is due
 */
public record TrainingSettings(int mostAtOnce, int attempts) {
  public static final TrainingSettings DEFAULT = new TrainingSettings(1, 5);
}
