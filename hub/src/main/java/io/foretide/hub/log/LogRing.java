package io.foretide.hub.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The last lines of the log. Adding never waits for readers. Thread-safe. */
public final class LogRing {
  private final int most;
  private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private long newest;
  private boolean closed;

  /**
   * @param most how many are kept
   */
  public LogRing(int most) {
    this.most = most;
  }

  /** Adds a line, whose id is given here. */
  public void add(LogLine line) {
    lock.lock();
    try {
      lines.addLast(line.numbered(++newest));
      if (lines.size() > most) {
        lines.removeFirst();
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many lines there were since the start. */
  long count() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /** Wanted lines before an id, the newest first. */
  List<LogLine> before(long id, Predicate<LogLine> wanted, int limit) {
    List<LogLine> out = new ArrayList<>();
    lock.lock();
    try {
      Iterator<LogLine> all = lines.descendingIterator();
      while (all.hasNext() && out.size() < limit) {
        LogLine line = all.next();
        if (line.id() < id && wanted.test(line)) {
          out.add(line);
        }
      }
    } finally {
      lock.unlock();
    }
    return out;
  }

  /**
   * Lines after an id, the oldest first; waits for one.
   *
   * @param nanos how long, at most
   */
  List<LogLine> after(long id, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (newest <= id && left > 0 && !closed) {
        left = arrived.awaitNanos(left);
      }
      List<LogLine> out = new ArrayList<>();
      Iterator<LogLine> all = lines.descendingIterator();
      while (all.hasNext()) {
        LogLine line = all.next();
        if (line.id() <= id) {
          break;
        }
        out.addFirst(line);
      }
      return out;
    } finally {
      lock.unlock();
    }
  }

  /** Pauses for a time unless closed; false if closed. */
  boolean pause(long millis) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Readers who wait go on, and end. */
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
