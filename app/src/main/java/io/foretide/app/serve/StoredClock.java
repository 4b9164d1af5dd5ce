package io.foretide.app.serve;

import io.foretide.core.clock.ClockMemory;
import io.foretide.core.error.ProviderException;
import io.foretide.store.meta.SqlMeta;

/** Keeps the highest clock in the store. */
record StoredClock(SqlMeta meta) implements ClockMemory {
  private static final String KEY = "clock.highest";

  @Override
  public long load() throws ProviderException {
    return meta.get(KEY).map(Long::parseLong).orElse(Long.MIN_VALUE);
  }

  @Override
  public void save(long highest) throws ProviderException {
    meta.put(KEY, Long.toString(highest));
  }
}
