package io.foretide.core.engine;

/**
 * What goes when a model is deleted.
 *
 * @param model name
 * @param revisions how many
 * @param intervals covered intervals
 * @param origins stored forecasts
 * @param inFlight intervals whose work is thrown away
 */
public record DeletePlan(
    String model, int revisions, long intervals, long origins, long inFlight) {}
