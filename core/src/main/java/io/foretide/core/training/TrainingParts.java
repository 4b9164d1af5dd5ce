package io.foretide.core.training;

/**
 * What trainings are made with.
 *
 * @param store keeps what was learned
 * @param settings limits
 * @param codeVersion of this program
 */
public record TrainingParts(TrainingStore store, TrainingSettings settings, String codeVersion) {}
