package io.foretide.core.engine;

import io.foretide.core.model.ModelDefinition;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.RolloutMode;
import java.util.List;
import java.util.Map;

/**
 * A rollout that somebody wants.
 *
 * @param models names of those that take part, at least one
 * @param candidates new settings by model name; a model without any gets its newest trained, not
 *     active revision
 * @param mode how the candidate is tried
 * @param back how far into the past the trial reaches, nanoseconds; 0 for a trial that lies ahead
 * @param ahead how long a trial that lies ahead lasts, nanoseconds
 * @param share of the models that a canary begins with
 * @param watch how long the former revision stays warm, nanoseconds
 * @param auto promote without a person if all gates pass
 * @param gates what the candidate must meet; empty for the usual ones
 * @param actor who wants it
 * @param reason why
 */
public record RolloutWish(
    List<String> models,
    Map<String, ModelDefinition> candidates,
    RolloutMode mode,
    long back,
    long ahead,
    double share,
    long watch,
    boolean auto,
    List<Gate> gates,
    String actor,
    String reason) {
  public RolloutWish {
    models = List.copyOf(models);
    candidates = Map.copyOf(candidates);
    gates = List.copyOf(gates);
  }
}
