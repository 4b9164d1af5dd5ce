package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;

/**
 * What an app's exit code means: 0 is success, 64 to 78 (sysexits.h) a failure that trying again
 * cannot mend, anything else may pass.
 */
final class ExitCode {
  private ExitCode() {}

  static void check(String app, Launch.Ended ended) throws ProviderException {
    int exit = ended.exit();
    if (exit == 0) {
      return;
    }
    String words = app + " ended with exit code " + exit + Launch.said(ended.tail());
    if (exit >= 64 && exit <= 78) {
      throw new ProviderException.Rejected(words);
    }
    throw new ProviderException.Transient(
        words + " (tried again; 64 to 78 would fail the interval)", null);
  }
}
