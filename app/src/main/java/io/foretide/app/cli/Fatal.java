package io.foretide.app.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process when nothing can go on. What is committed is safe. */
final class Fatal {
  private static final Logger LOG = LoggerFactory.getLogger("foretide");

  private Fatal() {}

  static void stop(Throwable cause) {
    LOG.error("Foretide stops: {}", cause.getMessage(), cause);
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
