package io.foretide.connectors.kafka;

import java.util.TreeSet;

/**
 * The records of one partition that were handed out and not acknowledged yet. What may be committed
 * is everything before the oldest of them. Guarded by its user.
 */
final class Offsets {
  private final TreeSet<Long> open = new TreeSet<>();
  private long next;
  private long committed;

  /**
   * @param position of the first record that will come
   */
  Offsets(long position) {
    this.next = position;
    this.committed = position;
  }

  void handedOut(long offset) {
    open.add(offset);
    next = Math.max(next, offset + 1);
  }

  void acknowledged(long offset) {
    open.remove(offset);
  }

  int unacknowledged() {
    return open.size();
  }

  /** The position to commit; -1 if it is committed already. */
  long toCommit() {
    long position = open.isEmpty() ? next : open.first();
    return position > committed ? position : -1;
  }

  void committed(long position) {
    committed = Math.max(committed, position);
  }
}
