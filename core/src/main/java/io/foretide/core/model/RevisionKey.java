package io.foretide.core.model;

/**
 * Names one revision of one model.
 *
 * @param model the model
 * @param revision the revision's number
 */
public record RevisionKey(ModelId model, int revision) {}
