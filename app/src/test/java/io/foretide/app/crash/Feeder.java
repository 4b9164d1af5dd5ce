package io.foretide.app.crash;

import java.io.IOException;
import java.util.BitSet;

/** Replays one point a second, and remembers which the server acknowledged. Used by one thread. */
final class Feeder {
  private static final int BATCH = 40;

  private final long firstSecond;
  private final BitSet acknowledged = new BitSet();
  private int next;

  Feeder(long firstSecond) {
    this.firstSecond = firstSecond;
  }

  static double value(int i) {
    return Math.round(1000 * (50 + 10 * Math.sin(i / 100.0))) / 1000.0;
  }

  long time(int i) {
    return firstSecond + i;
  }

  BitSet acknowledged() {
    return acknowledged;
  }

  /** Feeds until the deadline or until the server is gone. */
  void feed(ServerProcess server, long deadline) throws InterruptedException {
    while (System.nanoTime() < deadline) {
      StringBuilder lines = new StringBuilder();
      int from = next;
      int until = (int) Math.min(from + BATCH, System.currentTimeMillis() / 1000 - firstSecond);
      for (int i = from; i < until; i++) {
        lines.append("flow value=").append(value(i)).append(' ').append(time(i)).append('\n');
      }
      if (until <= from) {
        return;
      }
      try {
        if (server.post("/write?precision=s", lines.toString()).statusCode() == 204) {
          acknowledged.set(from, until);
          next = until;
        }
      } catch (IOException e) {
        // Killed in the middle of a request: whether it was stored is open, so it is sent again.
        return;
      }
    }
  }
}
