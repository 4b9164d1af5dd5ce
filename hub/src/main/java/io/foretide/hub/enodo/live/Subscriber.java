package io.foretide.hub.enodo.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What one client wants and has not been sent yet. Where more waits than the bound, the client is
 * too slow: nothing more is kept for it. Thread-safe; putting never waits for the client.
 */
final class Subscriber {
  /** So many updates may wait. */
  static final int MOST = 1_000;

  static final String TOO_SLOW =
      "more than " + MOST + " changes waited for this connection: connect again";

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Map<Topic, Predicate<String>> wanted = new EnumMap<>(Topic.class);
  private final ArrayDeque<Update> waiting = new ArrayDeque<>();
  private boolean slow;
  private boolean closed;

  /**
   * @param series which series it wants to hear of; everything else of the topic is wanted
   */
  void want(Topic topic, Predicate<String> series) {
    lock.lock();
    try {
      wanted.put(topic, series);
    } finally {
      lock.unlock();
    }
  }

  void leave(Topic topic) {
    lock.lock();
    try {
      wanted.remove(topic);
    } finally {
      lock.unlock();
    }
  }

  void put(Update update) {
    lock.lock();
    try {
      if (slow || closed || !wants(update)) {
        return;
      }
      if (waiting.size() == MOST) {
        slow = true;
        waiting.clear();
      } else {
        waiting.add(update);
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean wants(Update update) {
    for (Map.Entry<Topic, Predicate<String>> e : wanted.entrySet()) {
      if (e.getKey().resource().equals(update.resource())
          && (update.series().isEmpty() || e.getValue().test(update.series()))) {
        return true;
      }
    }
    return false;
  }

  /** Waits until something is there, at most for a time, and takes it all. */
  List<Update> take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (left > 0 && !closed && !slow && waiting.isEmpty()) {
        left = arrived.awaitNanos(left);
      }
      List<Update> out = new ArrayList<>(waiting);
      waiting.clear();
      return out;
    } finally {
      lock.unlock();
    }
  }

  boolean isSlow() {
    lock.lock();
    try {
      return slow;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
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
}
