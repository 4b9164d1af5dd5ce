package io.foretide.store.write;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The writer's bounded queues, served by weighted turns. Thread-safe. */
final class Queues {
  private static final Queue[] ORDER = Queue.values();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Waiting[] queues = new Waiting[ORDER.length];
  private int waiting;
  private boolean closed;
  private int turn;
  private int taken;

  /** The jobs of one queue. */
  private static final class Waiting {
    final ArrayDeque<Job<?>> jobs = new ArrayDeque<>();
    final int capacity;
    final Condition room;

    Waiting(int capacity, Condition room) {
      this.capacity = capacity;
      this.room = room;
    }
  }

  /** What became of an offered job. */
  enum Answer {
    QUEUED,
    FULL,
    CLOSED
  }

  Queues(Map<Queue, Integer> capacities) {
    for (Queue q : ORDER) {
      queues[q.ordinal()] = new Waiting(capacities.getOrDefault(q, 1024), lock.newCondition());
    }
  }

  int waiting(Queue queue) {
    lock.lock();
    try {
      return queues[queue.ordinal()].jobs.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds a job.
   *
   * @param nanos how long to wait for room; 0 not to wait
   */
  Answer offer(Queue queue, Job<?> job, long nanos) throws InterruptedException {
    Waiting q = queues[queue.ordinal()];
    lock.lock();
    try {
      long left = nanos;
      while (q.jobs.size() >= q.capacity && !closed) {
        if (left <= 0) {
          return Answer.FULL;
        }
        left = q.room.awaitNanos(left);
      }
      if (closed) {
        return Answer.CLOSED;
      }
      q.jobs.add(job);
      if (waiting++ == 0) {
        work.signal();
      }
      return Answer.QUEUED;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next job by turns.
   *
   * @param nanos how long to wait for one
   * @return null if none came, or if all is done and closed
   */
  @Nullable Job<?> take(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (waiting == 0) {
        if (closed || left <= 0) {
          return null;
        }
        try {
          left = work.awaitNanos(left);
        } catch (InterruptedException e) {
          // Nobody interrupts the writer on purpose; jobs still have to be answered.
          left = 0;
        }
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  private Job<?> next() {
    for (int tries = 0; tries <= ORDER.length; tries++) {
      Queue q = ORDER[turn];
      Waiting w = queues[turn];
      Job<?> job = taken < q.weight() ? w.jobs.poll() : null;
      if (job != null) {
        taken++;
        waiting--;
        w.room.signal();
        return job;
      }
      turn = (turn + 1) % ORDER.length;
      taken = 0;
    }
    throw new IllegalStateException("the queues of the writer are empty but count " + waiting);
  }

  /** Takes no more jobs; those that wait are still served. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
      for (Waiting w : queues) {
        w.room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether all is done and closed. */
  boolean finished() {
    lock.lock();
    try {
      return closed && waiting == 0;
    } finally {
      lock.unlock();
    }
  }
}
