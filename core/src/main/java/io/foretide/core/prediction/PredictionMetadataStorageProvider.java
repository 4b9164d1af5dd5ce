package io.foretide.core.prediction;

import io.foretide.core.error.ProviderException;
import io.foretide.core.task.Task;
import java.util.List;

/** Is told which predictions were made, from what. Thread-safe; idempotent per task. */
public interface PredictionMetadataStorageProvider {
  void record(Task task, List<String> inputs, List<String> outputs) throws ProviderException;
}
