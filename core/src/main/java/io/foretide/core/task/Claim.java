package io.foretide.core.task;

import io.foretide.core.time.RangeSet;

/**
 * The right to compute cells of a revision now. Immutable; {@link Claims} swaps whole claims.
 *
 * @param task as it was sent
 * @param cells those of the task's cells that the claim still holds
 * @param stale those whose input changed while in flight
 * @param deadline when the owner is taken for gone, epoch nanoseconds
 * @param owner who runs it; empty while it waits in the queue
 */
public record Claim(Task task, RangeSet cells, RangeSet stale, long deadline, String owner) {}
