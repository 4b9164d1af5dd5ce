package io.foretide.core.rollout;

import io.foretide.core.model.ModelId;

/**
 * A model that takes part.
 *
 * @param model which
 * @param name its name when the rollout began
 * @param candidate revision that may become active
 * @param former revision that was active when the rollout began
 * @param first whether it is in a canary's share
 */
public record Member(ModelId model, String name, int candidate, int former, boolean first) {}
