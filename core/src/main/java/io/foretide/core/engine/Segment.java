package io.foretide.core.engine;

import io.foretide.core.time.Range;

/**
 * Neighbouring intervals of one revision in one visible state.
 *
 * @param revision whose grid the cells are on
 * @param cells the intervals by number
 * @param instants the span that they cover
 * @param state the state
 * @param why in words; empty where the state says it all
 */
public record Segment(int revision, Range cells, Range instants, VisibleState state, String why) {}
