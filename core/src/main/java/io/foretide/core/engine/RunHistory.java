package io.foretide.core.engine;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import java.util.List;

/** What is remembered of the runs that covered an interval. Thread-safe. */
public interface RunHistory {
  List<Explanation.Step> of(ModelId model, int revision, long cell) throws ProviderException;
}
