package io.foretide.core.engine;

/**
 * What the execution provider of a model knows of it.
 *
 * @param kind the {@code run:} kind
 * @param ready whether it could run now
 * @param text one or two sentences for people: what it runs, or why it cannot
 */
public record RunnerStatus(String kind, boolean ready, String text) {}
