package io.foretide.core.process;

import io.foretide.core.error.ProviderException;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingReport;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The other processes that share a store with this one. Thread-safe. */
public interface Peers {
  /** This process is ready to plan, if that is one of its roles. */
  default void begin() throws ProviderException {}

  /** What this process does. */
  Set<Role> roles();

  /** Whether others may be there: then this process follows them while it does not lead. */
  boolean shared();

  /**
   * Under which number this process plans now; 0 while another does. Numbers rise from leader to
   * leader. A process that was deposed without knowing writes no claim.
   */
  long epoch();

  /** Tells the others that a task is done with, soon; never waits. */
  void finished(Task task, Release release);

  /** Tells the others that a look at a model's training is done with, soon; never waits. */
  void finished(Task task, TrainingReport report);

  /** Sets who is told, in order, what the others did; must return at once. */
  void listen(Consumer<News> listener);

  /** All processes, this one among them. */
  List<ProcessStatus> processes() throws ProviderException;
}
