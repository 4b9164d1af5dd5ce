package io.foretide.core.clock;

import io.foretide.core.error.ProviderException;

/** Remembers the highest believed time over restarts. */
public interface ClockMemory {
  /** {@link Long#MIN_VALUE} if nothing is remembered. */
  long load() throws ProviderException;

  void save(long highest) throws ProviderException;
}
