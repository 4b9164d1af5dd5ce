package io.foretide.store.write;

import io.foretide.core.error.ProviderException;
import io.foretide.store.sql.Place;
import io.foretide.store.sql.RowsRefused;
import io.foretide.store.sql.Session;
import io.foretide.store.sql.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the only connection that writes. Operations wait in bounded queues, share transactions of
 * about 10 ms, can each be undone alone, and are answered once the transaction is durable. A
 * transaction ends as soon as nothing waits, so an idle store adds no delay. Thread-safe.
 */
public final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final long GROUP_NANOS = 10_000_000L;
  private static final int GROUP_LIMIT = 4096;
  private static final long IDLE_NANOS = 20_000_000L;
  private static final long LOOK_NANOS = 35_000_000L;
  private static final long STARVED_NANOS = 250_000_000L;
  private static final long TROUBLE_NANOS = 5_000_000_000L;
  private static final long CAREFUL_NANOS = 60_000_000_000L;
  private static final long TELL_NANOS = 10_000_000_000L;
  private static final long CLOSE_NANOS = 5_000_000_000L;

  private final Place place;
  private final Session session;
  private final long timeoutMillis;
  private final Queues queues;
  private final List<GroupState> states = new ArrayList<>();
  private final List<IdleWork> idle = new ArrayList<>();
  private Look look = _ -> {};
  private final Thread thread;
  private volatile @Nullable String lastFailure;

  /** Touched by the writer's thread only. */
  private long idlePause = IDLE_NANOS;

  /** Until then rows are written one by one. */
  private long carefulUntil = System.nanoTime();

  private long lastSlices = System.nanoTime();
  private long lastTold;

  private long houseFrom = System.nanoTime();
  private boolean inTransaction;
  private long lastLook = System.nanoTime();

  /**
   * @param session the connection, given away; auto-commit on
   * @param capacities how many operations may wait in each queue
   * @param timeoutMillis longest wait of a caller
   */
  public Writer(Place place, Session session, Map<Queue, Integer> capacities, long timeoutMillis) {
    this.place = place;
    this.session = session;
    this.queues = new Queues(capacities);
    this.timeoutMillis = timeoutMillis;
    thread = Thread.ofPlatform().name("foretide-store-writer").daemon(true).unstarted(this::run);
  }

  /** Registers state that follows transactions; before {@link #start}. */
  public void follow(GroupState state) {
    states.add(state);
  }

  /** Registers idle work; before {@link #start}. */
  public void whenIdle(IdleWork work) {
    idle.add(work);
  }

  /** What is looked at outside transactions, about every 40 ms, while nothing is to be written. */
  public interface Look {
    void at(Session session) throws SQLException;
  }

  /** Sets what is looked at while nothing is to be written; before {@link #start}. */
  public void whenWaiting(Look what) {
    look = what;
  }

  public void start() {
    thread.start();
  }

  /** Whether the caller is part of an operation that is being applied. */
  public boolean isApplying() {
    return Thread.currentThread() == thread && inTransaction;
  }

  /** Whether the caller runs on the writer's thread, where nobody may wait for an operation. */
  public boolean isOwnThread() {
    return Thread.currentThread() == thread;
  }

  /** Why the last transaction failed; null if it did not. */
  public @Nullable String lastFailure() {
    return lastFailure;
  }

  /** How many operations wait in a queue. */
  public int waiting(Queue queue) {
    return queues.waiting(queue);
  }

  /**
   * Runs an operation and waits until it is durable, for room in its queue first.
   *
   * @throws ProviderException.Transient if the transaction failed or the time limit passed
   */
  public <T> T submit(Queue queue, String what, Operation<T> operation) throws ProviderException {
    Job<T> job = new Job<>(what, operation);
    if (!offer(queue, job, TimeUnit.MILLISECONDS.toNanos(timeoutMillis))) {
      throw new ProviderException.Transient(
          "database "
              + place
              + ": "
              + what
              + " found no room in the queue for "
              + timeoutMillis
              + " ms; the disk is too slow or stuck",
          null);
    }
    return await(job);
  }

  /** As {@link #submit}, but null at once if the queue is full. */
  public <T> @Nullable T trySubmit(Queue queue, String what, Operation<T> operation)
      throws ProviderException {
    Job<T> job = new Job<>(what, operation);
    return offer(queue, job, 0) ? await(job) : null;
  }

  /** Hands an operation over without waiting for it; false if it was not taken. */
  public boolean post(Queue queue, String what, Operation<?> operation) {
    try {
      return offer(queue, new Job<>(what, operation), 0);
    } catch (ProviderException e) {
      return false;
    }
  }

  private boolean offer(Queue queue, Job<?> job, long nanos) throws ProviderException {
    try {
      return switch (queues.offer(queue, job, nanos)) {
        case QUEUED -> true;
        case FULL -> false;
        case CLOSED ->
            throw new ProviderException.Transient("database " + place + " is being closed", null);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient(job.what + " was interrupted", e);
    }
  }

  private <T> T await(Job<T> job) throws ProviderException {
    try {
      return job.answer().get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient(job.what + " was interrupted", e);
    } catch (TimeoutException e) {
      throw new ProviderException.Transient(
          "database "
              + place
              + ": "
              + job.what
              + " took more than "
              + timeoutMillis
              + " ms; the disk is too slow or stuck",
          e);
    } catch (ExecutionException e) {
      throw SqlErrors.of(place, job.what, e.getCause() == null ? e : e.getCause());
    }
  }

  private void run() {
    try {
      serve();
    } catch (Error e) {
      LOG.error("the writer of {} has died", place, e);
      ProviderException why =
          new ProviderException.Fatal(
              "database " + place + ": the writer has died (" + e + "); start Foretide again", e);
      lastFailure = why.getMessage();
      queues.close();
      for (Job<?> job = queues.take(0); job != null; job = queues.take(0)) {
        job.lost(why);
      }
      throw e;
    }
  }

  private void serve() {
    while (true) {
      Job<?> first = queues.take(idlePause);
      if (first != null) {
        idlePause = IDLE_NANOS;
        transaction(first);
      } else if (queues.finished()) {
        finish();
        return;
      } else {
        lookAround();
        idlePause = idleSlices(false) ? 0 : IDLE_NANOS;
      }
    }
  }

  private void lookAround() {
    long now = System.nanoTime();
    if (now - lastLook < LOOK_NANOS) {
      return;
    }
    lastLook = now;
    try {
      look.at(session);
    } catch (SQLException | RuntimeException e) {
      tellFailure(SqlErrors.of(place, "looking what others wrote", e));
      try {
        session.reset();
      } catch (SQLException again) {
        e.addSuppressed(again);
      }
    }
  }

  /** Leaves nothing for the next start to catch up with, as far as time allows. */
  private void finish() {
    long end = System.nanoTime() + CLOSE_NANOS;
    boolean more = true;
    while (more && System.nanoTime() < end) {
      more = idleSlices(true);
    }
  }

  /** True if there is more to do at once. */
  private boolean idleSlices(boolean last) {
    boolean more = false;
    lastSlices = System.nanoTime();
    for (IdleWork w : idle) {
      if (w.due(last) && mayKeepHouse()) {
        Job<Boolean> job = housekeeping(w);
        transaction(job);
        more |= !job.answer().isCompletedExceptionally() && job.answer().getNow(false);
      }
    }
    return more;
  }

  private boolean mayKeepHouse() {
    return System.nanoTime() - houseFrom >= 0;
  }

  /** A slice of idle work. After one that fails the others pause, so as not to fail neighbours. */
  private Job<Boolean> housekeeping(IdleWork work) {
    Job<Boolean> job = new Job<>("housekeeping", work::slice);
    job.answer()
        .whenComplete((_, why) -> {
          if (why != null) {
            houseFrom = System.nanoTime() + TROUBLE_NANOS;
            LOG.warn("{}", why.getMessage());
          }
        });
    return job;
  }

  private void transaction(Job<?> first) {
    long begun = System.nanoTime();
    long end = begun + GROUP_NANOS;
    List<Job<?>> group = new ArrayList<>();
    Job<?> job = first;
    try {
      session.atOnce(System.nanoTime() - carefulUntil < 0);
      session.execute(place.engine().beginWriting());
      inTransaction = true;
      for (GroupState s : states) {
        s.begun(session);
      }
      while (job != null) {
        Job<?> current = job;
        job = null;
        one(current, group);
        if (group.size() < GROUP_LIMIT && System.nanoTime() < end) {
          job = queues.take(0);
        }
      }
      // Idle work gets a slice now and then even if the writer is never idle.
      boolean starved = begun - lastSlices > STARVED_NANOS;
      lastSlices = starved ? begun : lastSlices;
      for (IdleWork w : idle) {
        if ((w.pressing() || (starved && w.due(false))) && mayKeepHouse()) {
          one(housekeeping(w), group);
        }
      }
      // In reverse: what followed the others first tells them last, and so all.
      for (GroupState s : states.reversed()) {
        s.flush(session);
      }
      session.catchUp();
      session.prepare("COMMIT").execute();
      inTransaction = false;
    } catch (SQLException | RuntimeException e) {
      if (job != null) {
        group.add(job);
      }
      fail(group, e);
      return;
    } catch (Error e) {
      fail(group, e);
      throw e;
    }
    if (lastFailure != null) {
      LOG.info("database {}: writing works again", place);
      lastFailure = null;
    }
    for (GroupState s : states) {
      s.committed();
    }
    for (Job<?> j : group) {
      j.durable();
    }
  }

  /** Applies one job in a savepoint; throws only what ends the whole transaction. */
  private void one(Job<?> job, List<Job<?>> group) throws SQLException {
    // Only between its savepoint and the end of apply can what a job wrote be undone alone.
    boolean applying = false;
    try {
      session.beginOperation();
      states.forEach(GroupState::operationBegins);
      applying = true;
      job.apply(session);
      applying = false;
      session.endOperation();
      group.add(job);
    } catch (SQLException e) {
      if (!applying || !session.isGuarded() || SqlErrors.endsTransaction(place, e)) {
        group.add(job);
        throw e;
      }
      undo(job, group, e);
    } catch (ProviderException | RuntimeException e) {
      undo(job, group, e);
    } catch (Error e) {
      group.add(job);
      throw e;
    }
  }

  private void undo(Job<?> job, List<Job<?>> group, Exception why) throws SQLException {
    try {
      session.undoOperation();
      states.forEach(GroupState::operationUndone);
    } catch (SQLException e) {
      e.addSuppressed(why);
      group.add(job);
      throw e;
    }
    job.lost(SqlErrors.of(place, job.what, why));
  }

  private void fail(List<Job<?>> group, Throwable why) {
    inTransaction = false;
    ProviderException cause = SqlErrors.of(place, "writing", why);
    if (why instanceof RowsRefused) {
      carefulUntil = System.nanoTime() + CAREFUL_NANOS;
    }
    session.forgetOperations();
    try {
      session.reset();
      session.execute("ROLLBACK");
    } catch (SQLException e) {
      // The engine has usually rolled back by itself already; the first error is the one to tell.
      why.addSuppressed(e);
    }
    tellFailure(cause);
    for (GroupState s : states) {
      s.rolledBack();
    }
    for (Job<?> j : group) {
      j.lost(cause);
    }
  }

  /** Into the log, once in a while: events cannot be stored where nothing can be written. */
  private void tellFailure(ProviderException cause) {
    long now = System.nanoTime();
    if (lastFailure == null && (lastTold == 0 || now - lastTold > TELL_NANOS)) {
      LOG.error("{}", cause.getMessage());
      lastTold = now;
    }
    lastFailure = String.valueOf(cause.getMessage());
  }

  /** Writes what waits, then closes the connection. */
  @Override
  public void close() throws SQLException {
    queues.close();
    try {
      thread.join(timeoutMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new SQLException("the writer of " + place + " did not end within its time limit");
    }
    session.close();
  }
}
