package io.foretide.connectors.enodo.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;

/**
 * What waits to be written to one connection, bounded, so that a client that does not read holds up
 * nobody. Thread-safe.
 */
final class Outbox {
  private static final int MOST_PACKETS = 10_000;
  private static final long MOST_BYTES = 64L << 20;

  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean ended;

  /** Whether there was room. */
  synchronized boolean add(byte[] packet) {
    if (ended || waiting.size() >= MOST_PACKETS || bytes + packet.length > MOST_BYTES) {
      return false;
    }
    waiting.add(packet);
    bytes += packet.length;
    notifyAll();
    return true;
  }

  /** Nothing is added any more; what waits is still written. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Writes what comes until the end. */
  void drain(OutputStream out) throws IOException, InterruptedException {
    while (true) {
      byte[] next;
      synchronized (this) {
        while (waiting.isEmpty()) {
          if (ended) {
            return;
          }
          wait();
        }
        next = waiting.remove();
        bytes -= next.length;
      }
      out.write(next);
      synchronized (this) {
        if (!waiting.isEmpty()) {
          continue;
        }
      }
      out.flush();
    }
  }
}
