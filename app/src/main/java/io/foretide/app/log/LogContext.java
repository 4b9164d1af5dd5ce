package io.foretide.app.log;

import io.foretide.core.execute.Execution;
import io.foretide.core.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.MDC;

/**
 * What a thread works for, in every line that it logs: {@code model}, {@code revision}, {@code
 * task} (its claim), {@code attempt}.
 */
public final class LogContext {
  private static final String[] KEYS = {"model", "revision", "task", "attempt"};

  private LogContext() {}

  /** The calling thread works for a task from here on. */
  public static void enter(Execution execution) {
    Task task = execution.task();
    String name = execution.modelName();
    MDC.put("model", name.isEmpty() ? Long.toString(task.model().value()) : name);
    MDC.put(
        "revision",
        task.revision() == Task.TRAINING ? "training" : String.valueOf(task.revision()));
    MDC.put("task", Long.toString(task.claim()));
    MDC.put("attempt", Integer.toString(task.attempt()));
  }

  /** The calling thread goes on with something else. */
  public static void leave() {
    for (String key : KEYS) {
      MDC.remove(key);
    }
  }

  /** The keys of the calling thread's task, in order; empty if it has none. */
  public static Map<String, String> now() {
    Map<String, String> out = new LinkedHashMap<>();
    for (String key : KEYS) {
      String value = MDC.get(key);
      if (value != null) {
        out.put(key, value);
      }
    }
    return out;
  }
}
