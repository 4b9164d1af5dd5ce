package io.foretide.connectors.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The runtime's environment, made on a thread with a deep stack: version 1.29 searches the command
 * line of the process with a regular expression that calls itself once per character, and a class
 * path of some ten thousand characters would end the process.
 */
final class Environment {
  private static final long STACK = 256L << 20;

  private Environment() {}

  /** The one of the process; made at the first call. */
  static OrtEnvironment get() {
    return Only.MADE;
  }

  /** A class of its own, so that the other thread does not wait for this one. */
  private static final class Only {
    static final OrtEnvironment MADE = made();
  }

  private static OrtEnvironment made() {
    CompletableFuture<OrtEnvironment> made = new CompletableFuture<>();
    Runnable make = () -> made.completeAsync(Environment::make, Runnable::run);
    Thread thread = new Thread(null, make, "onnxruntime-start", STACK);
    thread.setDaemon(true);
    thread.start();
    try {
      return made.join();
    } catch (CompletionException e) {
      throw new LinkageError(String.valueOf(e.getCause()), e.getCause());
    }
  }

  private static OrtEnvironment make() {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "foretide");
    try {
      environment.setTelemetry(false);
    } catch (OrtException e) {
      throw new IllegalStateException("telemetry cannot be turned off: " + Loaded.words(e), e);
    }
    return environment;
  }
}
