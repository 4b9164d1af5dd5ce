package io.foretide.store;

import io.foretide.store.retention.Retention;

/**
 * Settings of the embedded store.
 *
 * @param readers how many reads run at once
 * @param liveQueue live commits that may wait
 * @param backlogQueue backlog commits that may wait
 * @param ingestQueue batches of points that may wait before senders are asked to come back
 * @param timeoutMillis longest wait of a caller for a read or a durable write
 * @param retention how long things are kept
 */
public record Settings(
    int readers,
    int liveQueue,
    int backlogQueue,
    int ingestQueue,
    long timeoutMillis,
    Retention retention) {
  public static final Settings DEFAULT = new Settings(4, 4096, 4096, 64, 60_000, Retention.DEFAULT);

  public Settings {
    if (readers < 1 || liveQueue < 1 || backlogQueue < 1 || ingestQueue < 1 || timeoutMillis < 1) {
      throw new IllegalArgumentException(
          "store settings "
              + readers
              + ", "
              + liveQueue
              + ", "
              + backlogQueue
              + ", "
              + ingestQueue
              + ", "
              + timeoutMillis
              + ": expected every one above zero");
    }
  }
}
