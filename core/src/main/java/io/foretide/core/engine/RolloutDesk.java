package io.foretide.core.engine;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.model.Candidates;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutAction;
import io.foretide.core.rollout.RolloutState;
import io.foretide.core.rollout.RolloutStep;
import io.foretide.core.rollout.RolloutStore;
import io.foretide.core.rollout.Transitions;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Takes people's wishes about rollouts and keeps their record. Thread-safe.
 *
 * <p>The stored rollout says what shall be, the models say what is; {@link RolloutDriver} makes the
 * second follow the first, so that a crash between two writes is mended by the next round. A lane
 * whose model is in no open rollout is closed.
 */
final class RolloutDesk implements Rollouts {
  private static final int MOST_OPEN = 10_000;

  private final RolloutStore store;
  private final ClockGuard clock;
  private final ModelBook book;
  private final ModelDesk desk;
  private final Scheduler scheduler;
  private final EventLog events;
  private final Changes changes;
  private final Executor threads;
  private final RolloutPlanner planner;
  private final RolloutDriver driver;
  private final Map<Long, Rollout> open = new TreeMap<>();
  private final Set<Long> busy = ConcurrentHashMap.newKeySet();

  /**
   * @param threads run what may take long: reading rows and switching models
   */
  RolloutDesk(
      EngineParts parts,
      ClockGuard clock,
      ModelBook book,
      ModelDesk desk,
      Scheduler scheduler,
      Changes changes,
      Executor threads) {
    this.store = parts.rollouts().store();
    this.clock = clock;
    this.book = book;
    this.desk = desk;
    this.scheduler = scheduler;
    this.events = parts.events();
    this.changes = changes;
    this.threads = threads;
    this.planner = new RolloutPlanner(book, desk);
    this.driver = new RolloutDriver(parts, book, desk, scheduler, this::replace);
  }

  /** Takes in a rollout that another process stored. */
  synchronized void follow(Rollout r) {
    Rollout before = open.get(r.id());
    if (before != null && before.version() > r.version()) {
      return;
    }
    if (r.state().isOver()) {
      open.remove(r.id());
    } else {
      open.put(r.id(), r);
    }
    hold();
    r.members().forEach(m -> changes.send(new Change.ModelChanged(m.name())));
  }

  /** Loads the open rollouts, at start and where changes were missed. */
  synchronized void load() throws ProviderException {
    open.clear();
    for (Rollout r : store.list(true, MOST_OPEN)) {
      open.put(r.id(), r);
    }
    hold();
  }

  private void hold() {
    Set<ModelId> members = new HashSet<>();
    open.values().forEach(r -> r.members().forEach(m -> members.add(m.model())));
    desk.inRollout().addAll(members);
    desk.inRollout().retainAll(members);
  }

  @Override
  public synchronized RolloutPlan preview(RolloutWish wish) throws ProviderException {
    sweep();
    return planner.plan(wish, clock.read().now());
  }

  @Override
  public synchronized RolloutView start(RolloutWish wish) throws ProviderException {
    // The lane of a rollout that has just ended is closed with the next round at the latest.
    sweep();
    long now = clock.read().now();
    RolloutPlan plan = planner.plan(wish, now);
    if (open.size() >= MOST_OPEN) {
      throw new ProviderException.Rejected(
          open.size() + " rollouts are open: bring some to an end first");
    }
    // Refused here if name or reason is missing, before anything is changed.
    Rollout draft = Transitions.begin(plan.terms(), List.of(), wish.actor(), wish.reason(), now);
    try {
      // No training may take over between the admission of a candidate and the rollout's record.
      for (RolloutPlan.Line line : plan.lines()) {
        Optional.ofNullable(book.idOf(line.model())).ifPresent(desk.inRollout()::add);
      }
      Rollout stored = store.create(admitted(plan, wish, draft, now));
      open.put(stored.id(), stored);
      tell(stored, 0);
      return view(stored);
    } finally {
      hold();
    }
  }

  private Rollout admitted(RolloutPlan plan, RolloutWish wish, Rollout draft, long now)
      throws ProviderException {
    List<Member> members = new ArrayList<>();
    for (RolloutPlan.Line line : plan.lines()) {
      members.add(planner.admit(line, wish, plan.terms(), now));
    }
    return new Rollout(
        0,
        0,
        draft.terms(),
        members,
        draft.state(),
        now,
        false,
        List.of(),
        List.of(),
        0,
        draft.log());
  }

  @Override
  public RolloutView act(long id, RolloutAction action, String actor, String reason)
      throws ProviderException {
    Rollout before = store.find(id).orElse(null);
    if (before == null) {
      throw new ProviderException.Rejected("no rollout has the number " + id);
    }
    Rollout after = Transitions.act(before, action, actor, reason, clock.read().now());
    Optional<Rollout> stored = replace(after);
    if (stored.isEmpty()) {
      throw new ProviderException.Transient(
          "rollout " + id + " moved on at the same time: look at it and try again", null);
    }
    return view(stored.get());
  }

  /** Stores what a rollout became; empty if somebody else was first. */
  private synchronized Optional<Rollout> replace(Rollout next) throws ProviderException {
    Rollout before = open.get(next.id());
    Optional<Rollout> stored = store.replace(next);
    if (stored.isEmpty()) {
      store
          .find(next.id())
          .ifPresent(r -> open.computeIfPresent(r.id(), (_, _) -> r.state().isOver() ? null : r));
      hold();
      return stored;
    }
    Rollout now = stored.get();
    if (now.state().isOver()) {
      open.remove(now.id());
    } else {
      open.put(now.id(), now);
    }
    hold();
    tell(now, before == null ? now.log().size() - 1 : before.log().size());
    return stored;
  }

  private void tell(Rollout r, int from) {
    for (RolloutStep s : r.log().subList(Math.min(from, r.log().size()), r.log().size())) {
      Map<String, String> details = new LinkedHashMap<>();
      details.put("rollout", Long.toString(r.id()));
      details.put("state", s.state().name().toLowerCase(Locale.ROOT));
      details.put("by", s.actor());
      details.put("reason", s.reason());
      boolean no = s.state() == RolloutState.REJECTED || s.state() == RolloutState.ROLLING_BACK;
      Event event =
          new Event(
              0,
              s.time(),
              no ? Severity.WARNING : Severity.INFO,
              "rollout." + s.what(),
              r.members().size() == 1 ? "model:" + r.members().getFirst().name() : "",
              "rollout " + r.id() + ": " + s.what() + " by " + s.actor() + ": " + s.reason(),
              details);
      events.append(event);
      changes.send(new Change.Logged(event));
    }
    r.members().forEach(m -> changes.send(new Change.ModelChanged(m.name())));
  }

  /** One round: moves every open rollout that is due. */
  void round() throws ProviderException {
    List<Rollout> all;
    synchronized (this) {
      all = List.copyOf(open.values());
      sweep();
    }
    long now = clock.read().now();
    for (Rollout r : all) {
      if (driver.isDue(r, now) && busy.add(r.id())) {
        threads.execute(() -> drive(r, now));
      }
    }
  }

  private void drive(Rollout r, long now) {
    try {
      driver.drive(r, now);
      driver.clear(r);
    } catch (ProviderException e) {
      // Tried again with the next round; told once for each rollout and reason.
      if (driver.isNews(r, String.valueOf(e.getMessage()))) {
        Event event =
            Event.of(
                now,
                Severity.WARNING,
                "rollout.trouble",
                "",
                "rollout " + r.id() + " waits: " + e.getMessage());
        events.append(event);
        changes.send(new Change.Logged(event));
      }
    } finally {
      synchronized (busy) {
        busy.remove(r.id());
        busy.notifyAll();
      }
    }
  }

  /**
   * Waits until no step is under way, so that what became of a rollout is told before the store
   * closes. To be called after the last round.
   *
   * @param deadline in terms of {@link System#nanoTime}
   * @return whether all steps have ended
   */
  boolean rest(long deadline) throws InterruptedException {
    synchronized (busy) {
      while (!busy.isEmpty()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(busy, left);
      }
      return true;
    }
  }

  /** Closes the lanes that no open rollout asks for. */
  private void sweep() throws ProviderException {
    for (ModelId id : desk.rolling()) {
      if (desk.inRollout().contains(id)) {
        continue;
      }
      Optional<Model> found = book.find(id);
      if (found.isPresent()) {
        Model m = found.get();
        for (Revision r : found.get().revisions()) {
          m = r.hasLane() ? Candidates.closeLane(m, r.number()) : m;
        }
        desk.change(m);
      }
    }
  }

  @Override
  public Optional<RolloutView> find(long id) throws ProviderException {
    Optional<Rollout> found = store.find(id);
    return found.isEmpty() ? Optional.empty() : Optional.of(view(found.get()));
  }

  @Override
  public List<RolloutView> list(String model, boolean openOnly, int limit)
      throws ProviderException {
    ModelId wanted = model.isEmpty() ? null : new Lookup(book).model(model).id();
    List<RolloutView> out = new ArrayList<>();
    for (Rollout r : store.list(openOnly, MOST_OPEN)) {
      boolean takesPart =
          wanted == null || r.members().stream().anyMatch(m -> m.model().equals(wanted));
      if (takesPart && out.size() < limit) {
        out.add(view(r));
      }
    }
    return out;
  }

  private RolloutView view(Rollout r) throws ProviderException {
    long now = clock.read().now();
    List<RolloutView.Progress> lanes = new ArrayList<>();
    for (Member m : r.members()) {
      Optional<Model> model = book.find(m.model());
      if (model.isPresent()) {
        List<TrackState> tracks = scheduler.look(view -> view.lanes(m.model()));
        long due = 0;
        long missing = 0;
        for (TrackState t : tracks) {
          if (t.revision() == m.candidate()) {
            due = t.due().length();
            missing = t.missing().count();
          }
        }
        lanes.add(
            new RolloutView.Progress(
                m.model(),
                model.get().name(),
                driver.span(r, model.get(), m, now),
                due,
                missing,
                model.get().active().number()));
      }
    }
    return new RolloutView(r, lanes);
  }
}
