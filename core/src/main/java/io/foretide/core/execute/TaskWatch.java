package io.foretide.core.execute;

/**
 * Is told how tasks go, for logs, traces and timings. Nothing that it does changes a task.
 * Thread-safe.
 */
public interface TaskWatch {
  /** A task was taken from the queue; called by the thread that takes its steps. */
  Watched begin(Execution execution);

  /** One task. Its methods are called by one thread at a time. */
  interface Watched {
    /** The calling thread works for the task from here on. */
    void enter();

    /** The calling thread goes on with something else. */
    void leave();

    /**
     * A step was taken.
     *
     * @param start epoch nanoseconds
     * @param nanos how long it took
     */
    void took(TaskExecution.Step step, long start, long nanos);

    /** The task came back, whatever became of it. */
    void ended();
  }

  /** Does nothing. */
  TaskWatch NONE =
      execution ->
          new Watched() {
            @Override
            public void enter() {}

            @Override
            public void leave() {}

            @Override
            public void took(TaskExecution.Step step, long start, long nanos) {}

            @Override
            public void ended() {}
          };
}
