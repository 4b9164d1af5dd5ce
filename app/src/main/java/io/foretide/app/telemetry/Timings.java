package io.foretide.app.telemetry;

import io.foretide.core.execute.TaskExecution;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operation timings that Latigo logs with {@code log_debug_enabled}, under its names. */
final class Timings {
  private static final Logger LOG = LoggerFactory.getLogger("measurement");

  private Timings() {}

  static void log(TaskExecution.Step step, long nanos) {
    String operation =
        switch (step) {
          case CLAIM -> "get_task";
          case READ -> "get_data_for_range";
          case RUN -> "execute_prediction";
          case WRITE -> "store_prediction_data_and_metadata";
          case REPORT, DONE -> "";
        };
    if (!operation.isEmpty()) {
      log(operation, nanos, "finished");
    }
  }

  static void ended(long nanos, String outcome) {
    boolean failed = outcome.contains("failed") || outcome.contains("put off");
    log("process_prediction_task", nanos, failed ? "failed: " + outcome : "finished");
  }

  private static void log(String operation, long nanos, String status) {
    LOG.info(
        "Operation {} (delta: {}, operation_id: {})",
        status,
        String.format(Locale.ROOT, "%.3f", nanos / 1e9),
        operation);
  }
}
