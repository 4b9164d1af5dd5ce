package io.foretide.core.schedule;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.TrainPlan;
import io.foretide.core.model.Training.Cause;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.training.TrainingReport;
import io.foretide.core.training.TrainingRules;
import io.foretide.core.training.TrainingSettings;
import io.foretide.core.training.TrainingStatus;
import io.foretide.core.training.TrainingStatus.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when somebody looks at whether a model is to be trained. A look is a task on the way of
 * all tasks, one at a time for each model; whoever runs it finds out for himself what is due. So a
 * lost look or a lost plan is made up for by the next. Guarded by the scheduler.
 */
final class TrainingPlanner {
  private static final Range ONE = new Range(0, 1);
  private static final long SECOND_CHANCE = Instants.DAY;
  private static final long LONGEST_WAIT = Instants.HOUR;

  private final Claims claims;
  private final TaskQueue queue;
  private final PlanSource source;
  private final TrainingSettings limits;
  private final long queueTimeout;
  private final LongSupplier claimNumbers;
  private final LongUnaryOperator backoff;
  private final Map<ModelId, Entry> entries = new HashMap<>();
  private final Map<ModelId, Long> demands = new HashMap<>();
  private final PriorityQueue<Look> looks = new PriorityQueue<>();
  private int inFlight;

  private record Look(long at, Entry entry) implements Comparable<Look> {
    @Override
    public int compareTo(Look o) {
      return Long.compare(at, o.at);
    }
  }

  /** One model that learns. */
  private static final class Entry {
    final ModelId model;
    long at = Long.MAX_VALUE;
    @Nullable Task sent;
    boolean suspect;
    State state = State.IDLE;
    @Nullable Cause cause;
    int failures;
    int losses;
    String why = "";
    String settings = "";

    Entry(ModelId model) {
      this.model = model;
    }
  }

  /**
   * @param claimNumbers a number above all given before
   * @param backoff the pause after so many failures, nanoseconds
   */
  TrainingPlanner(
      Claims claims,
      TaskQueue queue,
      PlanSource source,
      TrainingSettings limits,
      long queueTimeout,
      LongSupplier claimNumbers,
      LongUnaryOperator backoff) {
    this.claims = claims;
    this.queue = queue;
    this.source = source;
    this.limits = limits;
    this.queueTimeout = queueTimeout;
    this.claimNumbers = claimNumbers;
    this.backoff = backoff;
  }

  /** Looks at a model anew: it was made, edited, trained, paused, resumed or deleted. */
  void reload(ModelId id, long now) throws ProviderException {
    Optional<Model> found = source.find(id).filter(m -> m.state() != Model.State.DELETED);
    if (found.isEmpty()) {
      remove(id);
      return;
    }
    Model model = found.get();
    if (!learns(model)) {
      Entry gone = entries.get(id);
      if (gone != null) {
        gone.at = Long.MAX_VALUE;
      }
      return;
    }
    Entry e = entries.computeIfAbsent(id, Entry::new);
    String settings = model.active().fingerprint();
    if (!settings.equals(e.settings)) {
      e.settings = settings;
      forgive(e);
    }
    if (e.sent == null) {
      plan(e, TrainingRules.nextLook(model, demanded(id), now), now);
    }
  }

  private static void forgive(Entry e) {
    e.state = State.IDLE;
    e.failures = 0;
    e.losses = 0;
    e.why = "";
  }

  private boolean learns(Model model) throws ProviderException {
    boolean wanted =
        TrainPlan.of(model.active().definition()).scheduled() || demands.containsKey(model.id());
    try {
      return wanted && source.training(model.active().definition()).isPresent();
    } catch (ProviderException.Rejected e) {
      // Its intervals fail with that reason, where everybody sees it.
      return false;
    }
  }

  private long demanded(ModelId id) {
    return demands.getOrDefault(id, Long.MIN_VALUE);
  }

  /** A model whose last look ended without success keeps its place, unless a look is due sooner. */
  private void plan(Entry e, long next, long now) {
    boolean due = next <= now;
    if (due && (e.state == State.WAITING || e.state == State.FAILED || e.failures > 0)) {
      next = Math.max(now, e.at);
    } else if (due) {
      e.state = State.DUE;
    } else {
      e.state = State.IDLE;
    }
    at(e, next);
  }

  private void at(Entry e, long at) {
    e.at = at;
    if (at < Long.MAX_VALUE) {
      looks.add(new Look(at, e));
    }
  }

  private void remove(ModelId id) {
    claims.supersede(id, Task.TRAINING, RangeSet.of(Long.MIN_VALUE, Long.MAX_VALUE));
    demands.remove(id);
    Entry gone = entries.remove(id);
    if (gone != null && gone.sent != null) {
      inFlight--;
    }
  }

  /** Somebody wants a model trained, with what is known at an instant. */
  void demand(ModelId id, long at, long now) {
    demands.merge(id, at, Math::max);
    Entry e = entries.computeIfAbsent(id, Entry::new);
    forgive(e);
    again(e, now);
  }

  /** Where the store does not answer, the look itself finds out. */
  private void again(Entry e, long now) {
    try {
      reload(e.model, now);
    } catch (ProviderException unknown) {
      at(e, now + Instants.SECOND);
    }
  }

  /** Sends the looks that are due. */
  void admit(long now) {
    while (inFlight < limits.mostAtOnce() && !looks.isEmpty() && looks.peek().at() <= now) {
      Look look = looks.remove();
      Entry e = look.entry();
      if (e.at == look.at() && e.sent == null && entries.get(e.model) == e) {
        send(e, now);
      }
    }
  }

  private void send(Entry e, long now) {
    Task task =
        new Task(
            claimNumbers.getAsLong(),
            e.model,
            Task.TRAINING,
            ONE,
            0,
            e.losses + 1,
            Lane.TRAINING,
            now);
    if (!claims.put(task, now + queueTimeout)) {
      at(e, now + Instants.SECOND);
    } else if (!queue.send(task)) {
      claims.release(task);
      at(e, now + Instants.SECOND);
    } else {
      e.sent = task;
      e.suspect = false;
      e.at = Long.MAX_VALUE;
      inFlight++;
    }
  }

  /** A look is in flight by a claim that this planner did not write. */
  void adopt(Task task) {
    Entry e = entries.computeIfAbsent(task.model(), Entry::new);
    if (e.sent == null) {
      inFlight++;
    }
    e.sent = task;
    e.suspect = false;
    e.at = Long.MAX_VALUE;
  }

  /** When there is something to send; {@link Long#MAX_VALUE} for never. */
  long next() {
    return inFlight >= limits.mostAtOnce() || looks.isEmpty() ? Long.MAX_VALUE : looks.peek().at();
  }

  /** A look came back. */
  void takeBack(Task task, TrainingReport report, long now) {
    Entry e = entries.get(task.model());
    if (e == null || e.sent == null || e.sent.claim() != task.claim()) {
      return;
    }
    ended(e);
    e.losses = 0;
    e.cause = report.cause();
    e.why = report.why();
    switch (report.kind()) {
      case TRAINED, NOT_DUE -> {
        e.failures = 0;
        e.state = State.IDLE;
        e.at = Long.MAX_VALUE;
        if (report.kind() == TrainingReport.Kind.TRAINED) {
          demands.computeIfPresent(e.model, (k, at) -> at <= report.due() ? null : at);
        }
        again(e, now);
        if (e.at <= now && report.kind() == TrainingReport.Kind.NOT_DUE) {
          at(e, now + Instants.SECOND);
        }
      }
      case WAIT -> {
        e.state = State.WAITING;
        at(e, now + Math.clamp(report.retryAfter(), Instants.MINUTE, LONGEST_WAIT));
      }
      case RETRY -> failed(e, report, ++e.failures < limits.attempts(), now);
      case FAILED -> failed(e, report, false, now);
    }
  }

  private void failed(Entry e, TrainingReport report, boolean again, long now) {
    if (again) {
      e.state = State.DUE;
      at(e, now + Math.max(report.retryAfter(), backoff.applyAsLong(e.failures)));
      return;
    }
    demands.computeIfPresent(e.model, (k, at) -> at <= report.due() ? null : at);
    e.state = State.FAILED;
    e.failures = 0;
    at(e, secondChance(e.model, now));
  }

  /** A training that was given up is due again with the next tick, at the latest in a day. */
  private long secondChance(ModelId id, long now) {
    long day = now + SECOND_CHANCE;
    try {
      Optional<Model> model = source.find(id);
      long every = model.isEmpty() ? 0 : TrainPlan.of(model.get().active().definition()).every();
      return every == 0 ? day : Math.min(day, (Math.floorDiv(now, every) + 1) * every);
    } catch (ProviderException unknown) {
      return day;
    }
  }

  private void ended(Entry e) {
    e.sent = null;
    inFlight--;
  }

  /** The owner of a look is gone. */
  void lost(Claim claim, long now) {
    Entry e = entries.get(claim.task().model());
    claims.release(claim.task());
    if (e == null || e.sent == null || e.sent.claim() != claim.task().claim()) {
      return;
    }
    ended(e);
    e.losses += claim.owner().isEmpty() ? 0 : 1;
    at(e, now);
  }

  /** Looks whose claim ended without a word are made again. */
  void sweep(long now) {
    for (Entry e : entries.values()) {
      if (e.sent == null || claims.find(e.sent.claim()).isPresent()) {
        e.suspect = false;
      } else if (e.suspect) {
        ended(e);
        at(e, now);
      } else {
        e.suspect = true;
      }
    }
  }

  /** How a model's training stands. */
  TrainingStatus status(ModelId id) {
    Entry e = entries.get(id);
    if (e == null) {
      return TrainingStatus.NONE;
    }
    State state = e.sent == null ? e.state : State.RUNNING;
    return new TrainingStatus(state, e.cause, e.failures, e.at, e.why);
  }
}
