package io.foretide.core.engine;

/**
 * The least that is said of a model.
 *
 * @param id its number
 * @param name its name
 * @param health in one word
 * @param lag how long its oldest missing or in-flight interval has been due, nanoseconds; 0 if none
 * @param tally over all its due intervals
 * @param nextDue when its next interval falls due; {@link Long#MAX_VALUE} if driven by points or
 *     paused
 */
public record ModelPulse(
    long id, String name, ModelStatus.Health health, long lag, Tally tally, long nextDue) {}
