package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.execute.Providers;
import io.foretide.core.late.LateData;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.time.Instants;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Makes, edits, pauses and deletes models. Thread-safe: every change is a compare-and-set. */
final class ModelDesk {
  private static final int MOST_ATTEMPTS = 5;

  private final ModelBook book;
  private final ModelStore store;
  private final CoverageStore coverage;
  private final Providers providers;
  private final Scheduler scheduler;
  private final LateData late;
  private final EventLog events;
  private final Changes changes;
  private final LongSupplier now;
  private final Lookup lookup;

  /** Models with a lane. */
  private final Set<ModelId> rolling = ConcurrentHashMap.newKeySet();

  /** Models of open rollouts; kept by those. */
  private final Set<ModelId> inRollout = ConcurrentHashMap.newKeySet();

  ModelDesk(
      ModelBook book,
      EngineParts parts,
      Scheduler scheduler,
      LateData late,
      Changes changes,
      LongSupplier now) {
    this.book = book;
    this.store = parts.models();
    this.coverage = parts.coverage();
    this.providers = parts.providers();
    this.scheduler = scheduler;
    this.late = late;
    this.events = parts.events();
    this.changes = changes;
    this.now = now;
    this.lookup = new Lookup(book);
  }

  /** Refuses what could never run, and pins down what can. */
  ModelDefinition check(ModelDefinition asked) throws ProviderException {
    ModelDefinition d = providers.execution(asked).prepare(asked);
    TrainingDesk.check(d, providers.execution(d).training(d).isPresent());
    providers.sensorData(d);
    providers.storage(d);
    ModelEdit.create(d, now.getAsLong());
    return d;
  }

  /** What runs a model; a refusal or an outage is an answer too. */
  RunnerStatus runner(Model m) {
    String kind = m.active().definition().run().kind();
    try {
      return new RunnerStatus(kind, true, providers.execution(m.active().definition()).status(m));
    } catch (ProviderException e) {
      return new RunnerStatus(kind, false, String.valueOf(e.getMessage()));
    }
  }

  Model create(ModelDefinition asked) throws ProviderException {
    ModelDefinition d = check(asked);
    Model model = store.create(ModelEdit.create(d, now.getAsLong()));
    settle(model);
    tell("model.created", model.name(), "made; first interval at " + start(model));
    announce(model);
    return model;
  }

  private static String start(Model m) {
    return Instants.format(m.revisions().getFirst().activeFrom());
  }

  EditPlan previewEdit(String name, ModelDefinition asked) throws ProviderException {
    Model before = lookup.model(name);
    ModelDefinition d = check(asked);
    refuseInRollout(before, d);
    Model after = ModelEdit.edit(before, d, now.getAsLong());
    boolean fresh = after.revisions().size() > before.revisions().size();
    if (!fresh) {
      return new EditPlan(false, 0, "takes effect at once; nothing is recomputed", 0);
    }
    Revision last = after.latest();
    long older = 0;
    if (last.definition().schedule() instanceof Schedule.ByTime t) {
      older =
          t.grid().cellAt(last.activeFrom())
              - t.grid()
                  .cellAt(Math.max(before.floor(), before.revisions().getFirst().activeFrom()));
    }
    return new EditPlan(
        true,
        last.activeFrom(),
        "revision "
            + last.number()
            + " from "
            + Instants.format(last.activeFrom())
            + "; what revision "
            + before.active().number()
            + " predicted before stays",
        Math.max(0, older));
  }

  Model edit(String name, ModelDefinition asked) throws ProviderException {
    ModelDefinition d = check(asked);
    Model before = lookup.model(name);
    Model stored =
        replaceAgain(
            name,
            m -> {
              if (!m.definition().equals(before.definition())) {
                throw changed(m);
              }
              refuseInRollout(m, d);
              return ModelEdit.edit(m, d, now.getAsLong());
            });
    if (!stored.name().equals(name)) {
      book.remove(stored.id());
    }
    settle(stored);
    boolean fresh = stored.revisions().size() > before.revisions().size();
    tell(
        "model.edited",
        stored.name(),
        fresh
            ? "revision "
                + stored.latest().number()
                + " from "
                + Instants.format(stored.latest().activeFrom())
            : "settings changed");
    announce(stored);
    return stored;
  }

  private void refuseInRollout(Model before, ModelDefinition d) throws ProviderException.Rejected {
    if (inRollout.contains(before.id())
        && ModelEdit.changesNumbers(before.active().definition(), d)) {
      throw new ProviderException.Rejected(
          "model '"
              + before.name()
              + "': a rollout is open, so its settings cannot change what it predicts: promote,"
              + " reject or roll it back first");
    }
  }

  /** Stores a model whose revisions changed; its settings follow the active one. */
  Model change(Model m) throws ProviderException {
    Model stored = replace(m);
    settle(stored);
    return stored;
  }

  /** Tells what runs a model that it has a new revision. */
  void register(Model m) throws ProviderException {
    providers.execution(m.latest().definition()).register(m);
  }

  /** The models of open rollouts, to be kept up by those. */
  Set<ModelId> inRollout() {
    return inRollout;
  }

  /** The models with a lane. */
  Set<ModelId> rolling() {
    return rolling;
  }

  private void note(Model m) {
    if (m.isRolling()) {
      rolling.add(m.id());
    } else {
      rolling.remove(m.id());
    }
  }

  Model setPaused(String name, boolean paused) throws ProviderException {
    Model before = lookup.model(name);
    Model.State wanted = paused ? Model.State.PAUSED : Model.State.ACTIVE;
    if (before.state() == wanted) {
      return before;
    }
    Model stored = replaceAgain(name, m -> with(m, wanted, m.floor()));
    settle(stored);
    tell(paused ? "model.paused" : "model.resumed", name, paused ? "paused" : "resumed");
    return stored;
  }

  DeletePlan previewDelete(String name) throws ProviderException {
    Model m = lookup.model(name);
    long covered = 0;
    for (Revision r : m.revisions()) {
      covered += coverage.counts(m.id(), r.number()).covered();
    }
    long flying = 0;
    for (TrackState t : scheduler.look(view -> view.of(m.id()))) {
      flying += t.inFlight().count();
    }
    long origins = 0;
    for (Revision r : m.revisions()) {
      origins += coverage.counts(m.id(), r.number()).predicted();
    }
    return new DeletePlan(name, m.revisions().size(), covered, origins, flying);
  }

  void delete(String name) throws ProviderException {
    Model m = replaceAgain(name, now -> with(now, Model.State.DELETED, now.floor()));
    gone(m.id());
    changes.send(new Change.ModelChanged(name));
    tell("model.deleted", name, "deleted");
    try {
      providers.execution(m.definition()).unregister(m.id());
    } catch (ProviderException e) {
      tell(
          Severity.WARNING,
          "model.unregister_failed",
          name,
          "deleted here, while what ran it still has it: " + e.getMessage());
    }
  }

  /** Tells what runs a model of it; it is stored and goes on even if that fails. */
  private void announce(Model m) throws ProviderException {
    try {
      register(m);
    } catch (ProviderException e) {
      tell(
          Severity.WARNING,
          "model.register_failed",
          m.name(),
          "stored, while what runs it did not take it: " + e.getMessage());
      throw e;
    }
  }

  /** Moves a model's floor: intervals before it expire. */
  void expireBefore(Model m, long floor) throws ProviderException {
    Optional<Model> stored = store.replace(with(m, m.state(), floor));
    if (stored.isPresent()) {
      settle(stored.get());
    }
  }

  private static Model with(Model m, Model.State state, long floor) {
    return new Model(
        m.id(), m.definition(), m.revisions(), state, m.version(), floor, m.createdAt());
  }

  private Model replace(Model m) throws ProviderException {
    Optional<Model> stored = store.replace(m);
    if (stored.isEmpty()) {
      book.forget(m.id());
      throw changed(m);
    }
    return stored.get();
  }

  private static ProviderException.Transient changed(Model m) {
    return new ProviderException.Transient(
        "model '"
            + m.name()
            + "' was changed by somebody else at the same time: look at it and try again",
        null);
  }

  /** A change that is right whatever else of the model has changed. */
  private interface Step {
    Model of(Model now) throws ProviderException;
  }

  /** Stores a change of the newest version; a version that was overtaken is read again. */
  private Model replaceAgain(String name, Step step) throws ProviderException {
    for (int attempt = 1; ; attempt++) {
      Model m = lookup.model(name);
      Optional<Model> stored = store.replace(step.of(m));
      if (stored.isPresent()) {
        return stored.get();
      }
      book.forget(m.id());
      if (attempt == MOST_ATTEMPTS) {
        throw changed(m);
      }
    }
  }

  /** Takes in a model that another process stored. */
  void follow(Model model) {
    if (model.state() != Model.State.DELETED) {
      settle(model);
      return;
    }
    String name = book.nameOf(model.id());
    gone(model.id());
    changes.send(new Change.ModelChanged(name));
  }

  private void gone(ModelId id) {
    book.delete(id);
    rolling.remove(id);
    late.remove(id);
    scheduler.changed(id);
  }

  private void settle(Model model) {
    if (!book.put(model)) {
      return;
    }
    note(model);
    late.put(model);
    scheduler.changed(model.id());
    changes.send(new Change.ModelChanged(model.name()));
  }

  /** Loads all living models, at start and where changes were missed. */
  void load() throws ProviderException {
    Set<ModelId> before = new HashSet<>();
    book.labels().forEach(l -> before.add(l.id()));
    String after = "";
    while (true) {
      List<Model> page = store.list("", after, 1000);
      for (Model m : page) {
        before.remove(m.id());
        if (book.put(m)) {
          note(m);
          late.put(m);
        }
        scheduler.changed(m.id());
      }
      if (page.size() < 1000) {
        before.forEach(this::gone);
        return;
      }
      after = page.getLast().name();
    }
  }

  private void tell(String kind, String name, String text) {
    tell(Severity.INFO, kind, name, text);
  }

  private void tell(Severity severity, String kind, String name, String text) {
    Event event =
        Event.of(now.getAsLong(), severity, kind, "model:" + name, "model '" + name + "': " + text);
    events.append(event);
    changes.send(new Change.Logged(event));
  }
}
