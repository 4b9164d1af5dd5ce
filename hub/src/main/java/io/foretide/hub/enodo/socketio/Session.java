package io.foretide.hub.enodo.socketio;

import io.foretide.hub.enodo.live.Feed;
import io.foretide.hub.http.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One client: what waits to be sent to it, and by which way. A client for which too much waits is
 * let go. Thread-safe.
 */
final class Session {
  /** So many packets may wait, or so many characters. */
  static final int MOST = 1_000;

  static final long MOST_CHARS = 16L << 20;

  /** So many characters may wait for all clients together. */
  static final long MOST_CHARS_OF_ALL = 64L << 20;

  static final String CLOSE = "1";
  static final String NOTHING = "6";
  private static final int MOST_REFUSALS = 5;

  /** How packets go to the client. */
  private enum Way {
    POLLING,
    /** Polling goes on while a WebSocket is being tried. */
    PROBING,
    SOCKET
  }

  private final String sid;
  private final Doors.Visit visit;
  private final Feed feed;
  private final AtomicLong ofAll;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<String> waiting = new ArrayDeque<>();
  private long chars;
  private Way way = Way.POLLING;
  private boolean polled;
  private boolean connected;
  private boolean closed;
  private boolean ponged = true;
  private int refusals;
  private Role role;

  /**
   * @param ofAll the characters that wait for all clients together
   */
  Session(String sid, Doors.Visit visit, Role role, Feed feed, AtomicLong ofAll) {
    this.ofAll = ofAll;
    this.sid = sid;
    this.visit = visit;
    this.role = role;
    this.feed = feed;
  }

  String sid() {
    return sid;
  }

  Doors.Visit visit() {
    return visit;
  }

  Feed feed() {
    return feed;
  }

  /** {@link Role#OPEN} until it has authorized itself. */
  Role role() {
    lock.lock();
    try {
      return role;
    } finally {
      lock.unlock();
    }
  }

  /** Takes note of an attempt; too many that failed end the session. */
  void authorized(Role given) {
    lock.lock();
    try {
      role = given;
      refusals = given == Role.OPEN ? refusals + 1 : 0;
      if (refusals == MOST_REFUSALS) {
        close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the namespace was joined. */
  boolean isConnected() {
    lock.lock();
    try {
      return connected;
    } finally {
      lock.unlock();
    }
  }

  void connect() {
    lock.lock();
    try {
      connected = true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes note of a sign of life. */
  void pong() {
    lock.lock();
    try {
      ponged = true;
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a sign of life. */
  void ping() {
    lock.lock();
    try {
      ponged = false;
      send("2");
    } finally {
      lock.unlock();
    }
  }

  boolean hasAnswered() {
    lock.lock();
    try {
      return ponged;
    } finally {
      lock.unlock();
    }
  }

  /** Never waits. */
  void send(String packet) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      int length = packet.length();
      // A packet alone has its place however long it is.
      boolean fits = waiting.isEmpty() || waiting.size() < MOST && chars + length <= MOST_CHARS;
      boolean fitsForAll = ofAll.get() + (waiting.isEmpty() ? 0 : length) <= MOST_CHARS_OF_ALL;
      if (fits && fitsForAll) {
        waiting.add(packet);
        chars += length;
        ofAll.addAndGet(length);
        changed.signalAll();
      } else {
        close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until less than half of what may wait does, at most for a time. */
  boolean awaitRoom(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (left > 0 && !closed && isHalfFull()) {
        left = changed.awaitNanos(left);
      }
      return !isHalfFull();
    } finally {
      lock.unlock();
    }
  }

  private boolean isHalfFull() {
    return waiting.size() >= MOST / 2
        || chars >= MOST_CHARS / 2
        || !waiting.isEmpty() && ofAll.get() >= MOST_CHARS_OF_ALL / 2;
  }

  /**
   * Waits for packets to answer a poll with, at most for a time.
   *
   * @return empty if another poll waits already, or the client has a WebSocket: it is confused
   */
  List<String> poll(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (polled || way == Way.SOCKET) {
        return List.of();
      }
      polled = true;
      try {
        long left = nanos;
        while (left > 0 && !closed && way == Way.POLLING && waiting.isEmpty()) {
          left = changed.awaitNanos(left);
        }
        if (way == Way.POLLING && !waiting.isEmpty()) {
          return drain();
        }
        return List.of(closed ? CLOSE : NOTHING);
      } finally {
        polled = false;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<String> drain() {
    List<String> out = new ArrayList<>(waiting);
    waiting.clear();
    counted();
    changed.signalAll();
    return out;
  }

  /** What waits, if anything does, no longer counts among what waits for all clients. */
  private void counted() {
    ofAll.addAndGet(-chars);
    chars = 0;
  }

  /** Waits for packets to send over the WebSocket, at most for a time; empty if none came. */
  List<String> next(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (left > 0 && !closed && waiting.isEmpty()) {
        left = changed.awaitNanos(left);
      }
      return drain();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a WebSocket may be tried now; a poll that waits is answered. */
  boolean probe() {
    lock.lock();
    try {
      if (closed || way != Way.POLLING) {
        return false;
      }
      way = Way.PROBING;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** From now on all goes over the WebSocket. */
  void overSocket() {
    lock.lock();
    try {
      way = Way.SOCKET;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for {@link #overSocket}.
   *
   * @return false if it did not come in time
   */
  boolean awaitSocket(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (left > 0 && !closed && way != Way.SOCKET) {
        left = changed.awaitNanos(left);
      }
      return way == Way.SOCKET;
    } finally {
      lock.unlock();
    }
  }

  /** A WebSocket has ended: with it the session, unless it was only tried. */
  void socketEnded() {
    lock.lock();
    try {
      if (way == Way.SOCKET) {
        close();
      } else {
        way = Way.POLLING;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Closes it for good; a poll that waits still gets what waits for it. */
  void close() {
    lock.lock();
    try {
      closed = true;
      counted();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    feed.close();
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
