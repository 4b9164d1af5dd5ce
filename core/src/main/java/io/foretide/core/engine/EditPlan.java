package io.foretide.core.engine;

/**
 * What an edit does, or would do.
 *
 * @param newRevision true if the change makes a new revision
 * @param boundary first instant of the new revision; 0 if there is none
 * @param summary in words: what changes from when, and what is not recomputed
 * @param repredict intervals before the boundary that a re-prediction with the new settings would
 *     cover
 */
public record EditPlan(boolean newRevision, long boundary, String summary, long repredict) {}
