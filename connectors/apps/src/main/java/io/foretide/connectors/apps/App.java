package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;

/** Runs one job somewhere else. */
interface App {
  /**
   * @param timeout nanoseconds that it may take
   * @throws ProviderException.Rejected if the app refuses these intervals: never asked again
   * @throws ProviderException.Transient if trying again may help
   */
  AppAnswer run(Job job, long timeout) throws ProviderException;
}
