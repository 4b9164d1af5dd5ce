package io.foretide.core.process;

import io.foretide.core.event.Event;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingReport;

/** What another process did, beside what it did to coverage. */
public sealed interface News {
  /** It stored a model, perhaps a deleted one. */
  record Changed(Model model) implements News {}

  /** It wrote a claim for a task. */
  record Sent(Task task) implements News {}

  /** It is done with a task, one way or another. */
  record Finished(Task task, Release release) implements News {}

  /** It is done with a look at a model's training. */
  record Looked(Task task, TrainingReport report) implements News {}

  /** Somebody there wants a model trained, with what is known at an instant. */
  record Demanded(ModelId model, long at) implements News {}

  /** It stored a rollout. */
  record RolledOut(Rollout rollout) implements News {}

  /** It logged an event. */
  record Logged(Event event) implements News {}

  /** Some news were missed: everything is to be read anew. */
  record Missed() implements News {}
}
