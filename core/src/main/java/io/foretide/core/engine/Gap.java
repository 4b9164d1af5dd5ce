package io.foretide.core.engine;

import io.foretide.core.time.Range;

/**
 * Neighbouring due intervals that have not ended.
 *
 * @param model name
 * @param revision of the model
 * @param instants their span
 * @param intervals how many
 * @param state {@link VisibleState#MISSING} or {@link VisibleState#IN_FLIGHT}
 * @param why in words
 */
public record Gap(
    String model, int revision, Range instants, long intervals, VisibleState state, String why) {}
