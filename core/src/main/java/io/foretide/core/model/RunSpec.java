package io.foretide.core.model;

import java.util.Map;

/**
 * What a model runs: the {@code run:} entry of its file.
 *
 * @param kind such as {@code forecast} or {@code detect}: chooses the execution provider
 * @param settings the provider's own settings as plain maps, lists, texts, numbers and booleans
 */
public record RunSpec(String kind, Map<String, Object> settings) {
  public RunSpec {
    settings = Map.copyOf(settings);
  }
}
