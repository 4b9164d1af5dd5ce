package io.foretide.core.rollout;

import io.foretide.core.commit.RunLog;
import io.foretide.core.prediction.PredictionHistory;

/**
 * What rollouts need beside models and coverage.
 *
 * @param store keeps them
 * @param predictions the rows of both sides
 * @param runs what intervals took
 */
public record RolloutSources(RolloutStore store, PredictionHistory predictions, RunLog runs) {}
