package io.foretide.core.schedule;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.commit.CoverageListener;
import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.plan.Piece;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.training.TrainingReport;
import io.foretide.core.training.TrainingSettings;
import io.foretide.core.training.TrainingStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns missing intervals into tasks.
 *
 * <p>News of coverage, finished tasks and changed models is put into an inbox by any thread and
 * taken in by {@link #tick}, which one thread calls at a time: planning always sees a consistent
 * picture and never waits for those who bring news. What is in flight, as planning sees it, changes
 * only in a tick, so a claim that ends between two looks can never lead to planning an interval
 * twice.
 */
public final class Scheduler implements CoverageListener {
  private static final long SWEEP = 10 * Instants.SECOND;
  private static final int EPOCH_SHIFT = 32;

  private final ClockGuard clock;
  private final Claims claims;
  private final TaskQueue queue;
  private final SchedulerSettings settings;
  private final RandomGenerator random;
  private final TrackBook book;
  private final TrainingPlanner trainings;
  private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final PriorityQueue<Retry> retries = new PriorityQueue<>();
  private final Admission admission;
  private final List<Task> outgoing = new ArrayList<>();

  /** Claims in {@link #outgoing} that are sent again. */
  private final Set<Long> again = new HashSet<>();

  private final AtomicLong retriesTotal = new AtomicLong();
  private volatile Runnable wake = () -> {};
  private volatile Consumer<Claim> handOff = claim -> {};
  private long claimNumber;
  private boolean leading = true;
  private long nextSweep = Long.MIN_VALUE;
  private long now;

  public Scheduler(
      ClockGuard clock,
      Claims claims,
      TaskQueue queue,
      CoverageStore coverage,
      PlanSource source,
      SchedulerSettings settings,
      TrainingSettings training,
      RandomGenerator random) {
    this.clock = clock;
    this.claims = claims;
    this.queue = queue;
    this.settings = settings;
    this.random = random;
    this.admission = new Admission(settings.maxInFlight());
    this.book = new TrackBook(source, coverage);
    this.trainings =
        new TrainingPlanner(
            claims,
            queue,
            source,
            training,
            settings.queueTimeout(),
            () -> ++claimNumber,
            tries -> backoff((int) tries));
    this.now = clock.read().now();
  }

  /** Is run, by any thread, when news came in; must return at once. */
  public void onNews(Runnable action) {
    wake = action;
  }

  /**
   * Is given claims that nobody here took in time where the queue is shared with programs that know
   * none; must return at once. The claim stands meanwhile.
   */
  public void onHandOff(Consumer<Claim> action) {
    handOff = action;
  }

  /** A task of a shared queue was done by nobody: it is sent again. */
  public void sendAgain(Claim claim) {
    news(() -> resend(claim));
  }

  private void news(Runnable signal) {
    inbox.add(signal);
    wake.run();
  }

  /** A model was made, edited, paused, resumed or deleted. */
  public void changed(ModelId model) {
    news(() -> reload(model));
  }

  @Override
  public void covered(ModelId model, int revision, Coverage cells) {
    news(() -> {
      Track t = book.find(model, revision);
      if (t != null) {
        t.covered(cells);
      }
    });
  }

  @Override
  public void uncovered(ModelId model, int revision, RangeSet cells) {
    news(() -> {
      Track t = book.find(model, revision);
      if (t != null) {
        t.uncovered(cells);
        enqueue(t);
      }
    });
  }

  @Override
  public void closed(ModelId model, int revision, long end) {
    news(() -> {
      Track t = book.find(model, revision);
      if (t != null) {
        t.advanceTo(end);
        enqueue(t);
      }
    });
  }

  /** An executor is done with a look at a model's training. */
  public void finished(Task task, TrainingReport report) {
    news(() -> trainings.takeBack(task, report, now));
  }

  /** Somebody wants a model trained, with what is known at an instant. */
  public void demand(ModelId model, long at) {
    news(() -> trainings.demand(model, at, now));
  }

  /** How a model's training stands. */
  public synchronized TrainingStatus training(ModelId model) {
    return trainings.status(model);
  }

  /** An executor is done with a task, one way or another. */
  public void finished(Task task, Release release) {
    news(() -> takeBack(task, release));
  }

  /**
   * Takes news in and sends what is due.
   *
   * @return when to call again at the latest, on the believed clock
   */
  public synchronized long tick() {
    ClockGuard.Reading reading = takeIn();
    if (reading.held()) {
      return now + Instants.SECOND;
    }
    takeDue();
    takeRetries();
    sendLostAgain();
    sweep();
    admit();
    trainings.admit(now);
    long next = Math.min(now + Instants.SECOND, trainings.next());
    if (!due.isEmpty()) {
      next = Math.min(next, due.peek().at());
    }
    if (!retries.isEmpty()) {
      next = Math.min(next, retries.peek().at());
    }
    return Math.max(next, now + 1);
  }

  /** Takes news in and works out what is due, but sends nothing: for looking only. */
  public synchronized void look() {
    if (!takeIn().held()) {
      takeDue();
      takeRetries();
      sweep();
    }
  }

  /** Another process plans: its claims are followed, nothing is taken from anybody. */
  public synchronized void follow() {
    leading = false;
  }

  /**
   * This process plans from now on.
   *
   * @param epoch its numbers of claims are above those of all smaller ones
   */
  public synchronized void lead(long epoch) {
    if (!leading) {
      leading = true;
      claimNumber = Math.max(claimNumber, epoch << EPOCH_SHIFT);
      for (Claim c : claims.all()) {
        adopt(c.task());
        if (c.owner().isEmpty() && !queue.outlives()) {
          // It waited in the memory of the process that led before.
          resend(c);
        }
      }
      // Of what changed while nobody led, claims in flight may still hold too much.
      book.busy().stream().map(t -> t.model).distinct().forEach(this::changed);
    }
  }

  /** Another process wrote a claim. */
  public void sent(Task task) {
    news(() -> adopt(task));
  }

  private ClockGuard.Reading takeIn() {
    ClockGuard.Reading reading = clock.read();
    now = reading.now();
    for (Runnable signal = inbox.poll(); signal != null; signal = inbox.poll()) {
      signal.run();
    }
    return reading;
  }

  private void reload(ModelId model) {
    boolean held = !settings.runAtOnce() && !book.knows(model);
    TrackBook.Reloaded r;
    try {
      r = book.reload(model, now);
      trainings.reload(model, now);
    } catch (ProviderException e) {
      retryReload(model);
      return;
    }
    for (Track gone : r.gone()) {
      if (leading) {
        claims.supersede(model, gone.revision, RangeSet.of(Long.MIN_VALUE, Long.MAX_VALUE));
      }
      for (Sent s : gone.sent) {
        admission.count(s.task, -1);
      }
    }
    for (Track t : r.now()) {
      if (t.lane != null && leading) {
        takeIdle(t);
      }
      if (held) {
        t.planFrom = TrackBook.nextTick(r.now());
        if (t.nextDue() == Long.MAX_VALUE) {
          retries.add(new Retry(t.planFrom, model, null));
        }
      }
      schedule(t);
      enqueue(t);
    }
  }

  /** Takes cells in flight that the track is not to predict any more from whoever has them. */
  private void takeIdle(Track t) {
    for (Sent s : t.sent) {
      RangeSet idle = s.cells.minus(t.desired(s.cells.intersect(new Range(t.first, t.end))));
      if (!idle.isEmpty()) {
        claims.supersede(t.model, t.revision, idle);
        s.cells = s.cells.minus(idle);
      }
    }
  }

  /** The store did not answer: the model is looked at again with the next second's tick. */
  private void retryReload(ModelId model) {
    retries.add(new Retry(now + Instants.SECOND, model, null));
  }

  private void schedule(Track t) {
    if (t.nextDue() < Long.MAX_VALUE && !t.removed) {
      due.add(new Due(t.nextDue(), t));
    }
    for (Wait w : t.waits) {
      if (!w.over()) {
        retries.add(new Retry(w.retryAt(), t.model, t));
      }
    }
  }

  private void takeDue() {
    while (!due.isEmpty() && due.peek().at() <= now) {
      Track t = due.remove().track();
      if (t.removed || t.nextDue() > now) {
        continue;
      }
      t.advance(now);
      if (t.nextDue() < Long.MAX_VALUE) {
        due.add(new Due(t.nextDue(), t));
      }
      enqueue(t);
    }
  }

  private void takeRetries() {
    while (!retries.isEmpty() && retries.peek().at() <= now) {
      Retry r = retries.remove();
      Track t = r.track();
      if (t == null) {
        reload(r.model());
        continue;
      }
      if (t.removed) {
        continue;
      }
      t.waits = t.waits.stream().map(w -> w.retryAt() <= now && !w.over() ? w.ended() : w).toList();
      enqueue(t);
    }
  }

  private void enqueue(Track t) {
    admission.enqueue(t);
  }

  private void admit() {
    int reserve = admission.reserve();
    Track t;
    while (admission.free() > reserve && (t = admission.nextLive()) != null) {
      send(t, Lane.LIVE);
    }
    int rounds = admission.waitingBacklog();
    while (admission.free() > 0 && rounds > 0 && (t = admission.nextBacklog()) != null) {
      if (send(t, Lane.BACKLOG)) {
        admission.again(t, now);
      } else {
        rounds--;
      }
    }
    dispatch();
  }

  private boolean send(Track t, Lane lane) {
    Piece p = admission.next(t, lane, now);
    if (p == null) {
      return false;
    }
    Wait before = t.lastWait(p.cells());
    long since = before == null ? now : before.since();
    prepare(
        t,
        new Task(++claimNumber, t.model, t.revision, p.cells(), t.generation, 1, p.lane(), since));
    return true;
  }

  /** A task of this tick: in flight from now on, sent at its end. */
  private void prepare(Track t, Task task) {
    add(t, task);
    outgoing.add(task);
  }

  private void add(Track t, Task task) {
    t.add(new Sent(task));
    admission.count(task, 1);
  }

  /** Claims all tasks of this tick in one go, then sends those that were granted. */
  private void dispatch() {
    if (outgoing.isEmpty()) {
      return;
    }
    Set<Task> granted = new HashSet<>(claims.put(outgoing, now + settings.queueTimeout()));
    for (Task task : outgoing) {
      boolean sent = granted.contains(task) && queue.send(task);
      Track t = book.find(task.model(), task.revision());
      if (t == null) {
        continue;
      }
      if (again.contains(task.claim())) {
        if (sent) {
          t.retries++;
          retriesTotal.incrementAndGet();
          adopt(t, task);
        }
      } else if (!sent) {
        forget(t, task);
        if (granted.contains(task)) {
          claims.release(task);
          retries.add(new Retry(now + Instants.SECOND, t.model, t));
        } else {
          retryReload(t.model);
        }
      }
    }
    outgoing.clear();
    again.clear();
  }

  /** A task is in flight by a claim that this scheduler did not write. */
  private void adopt(Track t, Task task) {
    if (!t.sentAgain(task)) {
      add(t, task);
    }
  }

  private void adopt(Task task) {
    Track t = book.find(task.model(), task.revision());
    if (task.lane() == Lane.TRAINING) {
      trainings.adopt(task);
    } else if (t != null) {
      adopt(t, task);
    }
  }

  private void takeBack(Task task, Release release) {
    Track t = book.find(task.model(), task.revision());
    if (t == null) {
      return;
    }
    Sent s = forget(t, task);
    if (s == null) {
      return;
    }
    RangeSet back = release.cells().intersect(s.cells).intersect(t.missing);
    if (!back.isEmpty()) {
      switch (release.kind()) {
        case DONE -> {}
        case RETRY -> putOff(t, task, back, release);
        case RELOAD -> {
          putOff(t, task, back, release);
          reload(task.model());
        }
      }
    }
    enqueue(t);
  }

  private void putOff(Track t, Task task, RangeSet cells, Release release) {
    Wait before = t.lastWait(task.cells());
    int tries = before == null ? 1 : before.tries() + 1;
    long pause = Math.max(release.retryAfter(), backoff(tries));
    Wait wait = new Wait(cells, tries, task.plannedAt(), now + pause, false, release.why());
    List<Wait> waits = new ArrayList<>();
    for (Wait w : t.waits) {
      Wait rest = w.without(cells);
      if (!rest.cells().isEmpty()) {
        waits.add(rest);
      }
    }
    waits.add(wait);
    t.waits = List.copyOf(waits);
    t.trouble = release.why();
    t.retries++;
    retriesTotal.incrementAndGet();
    retries.add(new Retry(wait.retryAt(), t.model, t));
  }

  private long backoff(int tries) {
    return settings.backoff(tries, random);
  }

  private @Nullable Sent forget(Track t, Task task) {
    Sent s = t.takeSent(task.claim());
    if (s != null) {
      admission.count(s.task, -1);
    }
    return s;
  }

  /** Claims whose owner is gone are sent again. */
  private void sendLostAgain() {
    for (Claim claim : claims.expired(now)) {
      if (claim.task().lane() == Lane.TRAINING) {
        trainings.lost(claim, now);
      } else if (queue.isShared()
          && claim.owner().isEmpty()
          && claims.put(claim.task(), now + settings.queueTimeout())) {
        handOff.accept(claim);
      } else {
        resend(claim);
      }
    }
  }

  /** Tasks whose claim ended without a word are forgotten. */
  private void sweep() {
    if (now < nextSweep) {
      return;
    }
    nextSweep = now + SWEEP;
    trainings.sweep(now);
    for (Track t : book.busy()) {
      for (Task gone : t.gone(claim -> claims.find(claim).isPresent())) {
        forget(t, gone);
        enqueue(t);
      }
    }
  }

  private void resend(Claim claim) {
    Task lost = claim.task();
    Track t = book.find(lost.model(), lost.revision());
    boolean whole =
        t != null
            && claim.cells().equals(RangeSet.of(lost.cells()))
            && t.missing.containsAll(claim.cells());
    if (t == null || !whole) {
      claims.release(lost);
      if (t != null) {
        forget(t, lost);
        enqueue(t);
      }
      return;
    }
    // A message that nobody took was lost on its way: that says nothing about the task.
    int attempt = lost.attempt() + (claim.owner().isEmpty() && !queue.isShared() ? 0 : 1);
    if (attempt > settings.maxLosses() && lost.cells().length() > 1) {
      halve(t, lost);
      return;
    }
    Task repeated =
        new Task(
            lost.claim(),
            lost.model(),
            lost.revision(),
            lost.cells(),
            lost.generation(),
            attempt,
            lost.lane(),
            lost.plannedAt());
    outgoing.add(repeated);
    again.add(repeated.claim());
  }

  /**
   * A task that loses its executors again and again is cut in two, to find the interval that does
   * it.
   */
  private void halve(Track t, Task lost) {
    claims.release(lost);
    forget(t, lost);
    long middle = lost.cells().from() + lost.cells().length() / 2;
    Range[] halves = {new Range(lost.cells().from(), middle), new Range(middle, lost.cells().to())};
    boolean room = admission.free() >= 2;
    boolean inOrder = t.order == Order.SEQUENTIAL;
    int n = inOrder && t.missing.first() != lost.cells().from() ? 0 : inOrder || !room ? 1 : 2;
    for (int i = 0; i < n; i++) {
      prepare(
          t,
          new Task(
              ++claimNumber,
              t.model,
              t.revision,
              halves[i],
              t.generation,
              halves[i].length() > 1 ? 1 : settings.maxLosses(),
              lost.lane(),
              lost.plannedAt()));
    }
    enqueue(t);
  }

  /** The tracks of a model and other facts, for status; runs under the scheduler's lock. */
  public synchronized <T> T look(Function<TrackView, T> question) {
    return question.apply(new TrackView(book, now));
  }

  /** How often tasks were put off or sent again since the start. */
  public long retries() {
    return retriesTotal.get();
  }

  public synchronized int inFlightTasks() {
    return admission.inFlight();
  }
}
