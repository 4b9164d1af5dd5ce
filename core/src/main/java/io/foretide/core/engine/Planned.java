package io.foretide.core.engine;

import io.foretide.core.task.Lane;
import io.foretide.core.time.Range;

/**
 * A task that is in flight, or would be planned next.
 *
 * @param model name
 * @param revision of the model
 * @param cells the intervals
 * @param instants their span
 * @param lane live or backlog
 * @param attempt 1 for the first; 0 if not sent yet
 * @param since when it was planned, epoch nanoseconds; 0 if not sent yet
 * @param retryAt earliest instant of the next try; 0 if at once
 * @param why in words
 */
public record Planned(
    String model,
    int revision,
    Range cells,
    Range instants,
    Lane lane,
    int attempt,
    long since,
    long retryAt,
    String why) {}
