package io.foretide.core.engine;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.execute.TrainingContext;
import io.foretide.core.late.LateData;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.model.Training;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.task.Task;
import io.foretide.core.time.Instants;
import io.foretide.core.training.Artifacts;
import io.foretide.core.training.TrainingReport;
import io.foretide.core.training.TrainingStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Takes wishes for trainings, and spreads the word of what was trained. Thread-safe. */
final class TrainingDesk {
  private final EngineParts parts;
  private final ModelBook book;
  private final Scheduler scheduler;
  private final LateData late;
  private final Changes changes;
  private final LongSupplier now;
  private final TrainingContext context;

  TrainingDesk(
      EngineParts parts,
      ModelBook book,
      Scheduler scheduler,
      LateData late,
      Changes changes,
      Predicate<ModelId> held,
      LongSupplier now) {
    this.parts = parts;
    this.book = book;
    this.scheduler = scheduler;
    this.late = late;
    this.changes = changes;
    this.now = now;
    this.context =
        new TrainingContext(
            parts.training().store(),
            new Artifacts(parts.training().store()),
            parts.training().settings(),
            parts.training().codeVersion(),
            held,
            this::trained,
            this::report);
  }

  /** What executions work with. */
  TrainingContext context() {
    return context;
  }

  /** Wishes that were open when the process ended. */
  void load() throws ProviderException {
    parts.training().store().demands().forEach(scheduler::demand);
  }

  /**
   * Refuses training settings that could never mean anything.
   *
   * @throws ProviderException.Rejected naming what was expected
   */
  static void check(ModelDefinition d, boolean learns) throws ProviderException.Rejected {
    for (String key : new String[] {"points", "drift"}) {
      if (d.train().containsKey(key) && !learns) {
        throw new ProviderException.Rejected(
            "model '"
                + d.name()
                + "': train."
                + key
                + " has no meaning, for its method learns nothing beforehand: remove it, or choose a"
                + " fitted method");
      }
      if (d.train().containsKey(key) && !(d.schedule() instanceof Schedule.ByTime)) {
        throw new ProviderException.Rejected(
            "model '"
                + d.name()
                + "': train."
                + key
                + " has no meaning for intervals by points: a trained revision takes over at a"
                + " boundary in time");
      }
    }
  }

  /**
   * Has a model trained with what is known now, soon.
   *
   * @throws ProviderException.Rejected if there is nothing to train, or not now
   */
  TrainingStatus train(Model model) throws ProviderException {
    ModelDefinition d = model.active().definition();
    if (book.training(d).isEmpty()) {
      throw refused(model, "its method learns nothing beforehand: expected a fitted method");
    }
    if (!(d.schedule() instanceof Schedule.ByTime)) {
      throw refused(model, "its intervals are driven by points: expected intervals by time");
    }
    if (model.isRolling() || context.held().test(model.id())) {
      throw refused(model, "a rollout is open: promote, reject or roll it back first");
    }
    if (model.state() == Model.State.PAUSED) {
      throw refused(model, "it is paused: resume it first");
    }
    long at = now.getAsLong();
    parts.training().store().demand(model.id(), at);
    scheduler.demand(model.id(), at);
    tell(Severity.INFO, "training.asked", model.name(), "a training was asked for");
    return scheduler.training(model.id());
  }

  private static ProviderException.Rejected refused(Model model, String why) {
    return new ProviderException.Rejected("model '" + model.name() + "' cannot be trained: " + why);
  }

  private void trained(Model model) {
    book.put(model);
    late.put(model);
    scheduler.changed(model.id());
    changes.send(new Change.ModelChanged(model.name()));
    Revision r = model.latest();
    Training t = Objects.requireNonNull(r.training());
    tell(
        Severity.INFO,
        "model.trained",
        model.name(),
        "revision "
            + r.number()
            + " from "
            + Instants.format(r.activeFrom())
            + ", learned from "
            + t.points()
            + " values in "
            + t.data().asTime()
            + metrics(t.metrics()));
  }

  /** A training's metrics in words, such as {@code ; mase 0.81, smape 12.4}; empty if none. */
  static String metrics(Map<String, Double> metrics) {
    StringBuilder out = new StringBuilder();
    new TreeMap<>(metrics)
        .forEach((name, value) ->
            out.append(out.isEmpty() ? "; " : ", ").append(name).append(' ').append(digits(value)));
    return out.toString();
  }

  /** Four digits are enough for people. */
  private static String digits(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString()
        : "not known";
  }

  private void report(Task task, TrainingReport report) {
    if (report.kind() == TrainingReport.Kind.FAILED) {
      failed(task.model(), report);
    }
    scheduler.finished(task, report);
    parts.peers().finished(task, report);
  }

  private void failed(ModelId id, TrainingReport report) {
    tell(
        Severity.ERROR,
        "training.failed",
        book.nameOf(id),
        "its training failed, the former revision goes on: " + report.why());
    try {
      parts.training().store().dropDemand(id, report.due());
    } catch (ProviderException e) {
      tell(
          Severity.WARNING,
          "training.failed",
          book.nameOf(id),
          "the wish for its training stays open: " + e.getMessage());
    }
  }

  private void tell(Severity severity, String kind, String name, String text) {
    Event event =
        Event.of(now.getAsLong(), severity, kind, "model:" + name, "model '" + name + "': " + text);
    parts.events().append(event);
    changes.send(new Change.Logged(event));
  }
}
