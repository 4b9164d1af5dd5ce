package io.foretide.hub.stream;

import io.foretide.core.engine.Change;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.event.Event;
import io.foretide.core.time.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one client has not been sent yet. Changes of one model and state are joined; where even the
 * joined ones are too many, all are dropped and the client is told to start afresh. Thread-safe;
 * putting never waits for the client.
 */
final class Mailbox {
  static final int MOST_INTERVALS = 2_000;
  static final int MOST_EVENTS = 500;
  private final Set<String> wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Map<Key, Change.Intervals> intervals = new LinkedHashMap<>();
  private final Set<String> models = new LinkedHashSet<>();
  private final ArrayDeque<Event> events = new ArrayDeque<>();
  private boolean overflown;
  private boolean closed;

  private record Key(String model, VisibleState state) {}

  /**
   * What was waiting.
   *
   * @param reset true if the client missed something
   */
  record Letters(
      boolean reset, List<Change.Intervals> intervals, List<String> models, List<Event> events) {}

  /**
   * @param wanted only changes of these models; empty for all
   */
  Mailbox(Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
  }

  void put(Change change) {
    lock.lock();
    try {
      switch (change) {
        case Change.Intervals i when wants(i.model()) ->
            intervals.merge(new Key(i.model(), i.state()), i, Mailbox::join);
        case Change.ModelChanged m when wants(m.model()) -> models.add(m.model());
        case Change.Logged l -> events.add(l.event());
        default -> {
          return;
        }
      }
      if (intervals.size() > MOST_INTERVALS
          || models.size() > MOST_INTERVALS
          || events.size() > MOST_EVENTS) {
        overflown = true;
        intervals.clear();
        models.clear();
        events.clear();
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean wants(String model) {
    return wanted.isEmpty() || wanted.contains(model);
  }

  private static Change.Intervals join(Change.Intervals a, Change.Intervals b) {
    Range both =
        new Range(
            Math.min(a.instants().from(), b.instants().from()),
            Math.max(a.instants().to(), b.instants().to()));
    return new Change.Intervals(a.model(), both, a.state(), a.count() + b.count());
  }

  /** Waits until something is there, at most for a time, and takes it all. */
  Letters take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (left > 0 && !closed && isEmpty()) {
        left = arrived.awaitNanos(left);
      }
      Letters letters =
          new Letters(
              overflown,
              new ArrayList<>(intervals.values()),
              new ArrayList<>(models),
              new ArrayList<>(events));
      overflown = false;
      intervals.clear();
      models.clear();
      events.clear();
      return letters;
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return !overflown && intervals.isEmpty() && models.isEmpty() && events.isEmpty();
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Pauses for a time unless closed; returns false if closed. */
  boolean pause(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (left > 0 && !closed) {
        left = arrived.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }
}
