package io.foretide.core.capacity;

import io.foretide.core.error.ProviderException;

/** Tells what the models need of this process. Thread-safe. */
public interface CapacitySource {
  /** The need of all active models; measures methods that were not measured before. */
  Capacity capacity() throws ProviderException;
}
