package io.foretide.store.coverage;

import io.foretide.core.task.Claims;
import io.foretide.core.time.WallClock;
import io.foretide.store.model.ModelLookup;
import io.foretide.store.prediction.PredictionTable;
import io.foretide.store.turn.Feed;

/** What every commit works with. */
record CommitContext(
    Claims claims,
    WallClock clock,
    ChunkCache chunks,
    PredictionTable predictions,
    Replans replans,
    OutcomeEvents outcomes,
    ModelLookup models,
    Listeners listeners,
    Feed feed) {}
