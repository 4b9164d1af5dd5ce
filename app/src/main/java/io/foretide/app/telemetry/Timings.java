package io.foretide.app.telemetry;

import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.TaskExecution;
import io.foretide.core.time.WallClock;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operation timings that Latigo logs with {@code log_debug_enabled}, under its names. */
final class Timings {
  private static final Logger LOG = LoggerFactory.getLogger("measurement");

  private Timings() {}

  /** Something that may fail. */
  @FunctionalInterface
  interface Work {
    void run() throws ProviderException;
  }

  /** Does something and logs how long it took, whatever comes of it. */
  static void around(String operation, WallClock clock, Work work) throws ProviderException {
    long from = clock.monotonic();
    boolean done = false;
    try {
      work.run();
      done = true;
    } finally {
      log(operation, clock.monotonic() - from, done ? "finished" : "failed");
    }
  }

  /**
   * @param failed whether the step itself met trouble
   */
  static void log(TaskExecution.Step step, long nanos, boolean failed) {
    String operation =
        switch (step) {
          case CLAIM -> "get_task";
          case READ -> "get_data_for_range";
          case RUN -> "execute_prediction";
          case WRITE -> "store_prediction_data_and_metadata";
          case REPORT, DONE -> "";
        };
    if (!operation.isEmpty()) {
      log(operation, nanos, failed ? "failed" : "finished");
    }
  }

  /** Whether an outcome in words tells of trouble. */
  static boolean isTrouble(String outcome) {
    return outcome.contains("failed") || outcome.contains("put off");
  }

  static void ended(long nanos, String outcome) {
    log("process_prediction_task", nanos, isTrouble(outcome) ? "failed: " + outcome : "finished");
  }

  private static void log(String operation, long nanos, String status) {
    LOG.info(
        "Operation {} (delta: {}, operation_id: {})",
        status,
        String.format(Locale.ROOT, "%.3f", nanos / 1e9),
        operation);
  }
}
