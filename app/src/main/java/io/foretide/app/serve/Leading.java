package io.foretide.app.serve;

import io.foretide.core.error.ProviderException;
import io.foretide.core.process.Peers;
import io.foretide.core.time.Instants;
import io.foretide.ingest.Repeating;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process of all does: begun when this one begins to plan, ended when another does.
 * Thread-safe.
 */
final class Leading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leading.class);

  private final Peers peers;
  private final Work work;
  private @Nullable AutoCloseable running;
  private @Nullable Repeating watching;
  private boolean closed;

  /** Begins the work; closing what it answers ends it. */
  interface Work {
    AutoCloseable begin() throws IOException, ProviderException;
  }

  private Leading(Peers peers, Work work) {
    this.peers = peers;
    this.work = work;
  }

  /** A process that is alone begins at once. */
  static Leading start(Peers peers, Work work) throws IOException, ProviderException {
    Leading out = new Leading(peers, work);
    if (peers.shared()) {
      out.look();
      out.watching = new Repeating("leading", Instants.SECOND, out::look);
    } else {
      out.running = work.begin();
    }
    return out;
  }

  private synchronized void look() {
    boolean leads = peers.epoch() > 0 && !closed;
    try {
      if (leads && running == null) {
        running = work.begin();
      }
    } catch (IOException | ProviderException e) {
      LOG.warn("what comes with planning begins later: {}", e.getMessage());
    }
    if (!leads) {
      end();
    }
  }

  private void end() {
    Optional<AutoCloseable> now = Optional.ofNullable(running);
    running = null;
    try {
      if (now.isPresent()) {
        now.get().close();
      }
    } catch (Exception e) {
      LOG.warn("what came with planning did not end in order: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    if (watching != null) {
      watching.close();
    }
    synchronized (this) {
      closed = true;
      end();
    }
  }
}
