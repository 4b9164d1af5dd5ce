package io.foretide.store.retention;

import io.foretide.store.sql.Session;
import io.foretide.store.write.IdleWork;
import io.foretide.store.write.Step;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Removes what has grown old, in small slices while the writer is idle. Used on the writer's thread
 * only, except {@link #running}.
 */
public final class Sweeper implements IdleWork {
  private static final long PATIENCE_NANOS = 600_000_000_000L;
  private final ArrayDeque<Step> steps = new ArrayDeque<>();
  private long startedAt;
  private volatile boolean running;

  /** Whether a sweep is going on. Any thread. */
  boolean running() {
    return running;
  }

  /** Begins a sweep; false if one is still going on. */
  public boolean begin(List<Step> all) {
    if (!steps.isEmpty()) {
      return false;
    }
    steps.addAll(all);
    running = true;
    startedAt = System.nanoTime();
    return true;
  }

  @Override
  public boolean due(boolean last) {
    return !last && !steps.isEmpty();
  }

  @Override
  public boolean pressing() {
    return !steps.isEmpty() && System.nanoTime() - startedAt > PATIENCE_NANOS;
  }

  @Override
  public boolean slice(Session session) throws SQLException {
    Step step = steps.peek();
    boolean done = true;
    try {
      done = step == null || !step.some(session);
    } finally {
      // A step that fails is given up until the next sweep.
      if (done) {
        steps.poll();
        running = !steps.isEmpty();
      }
    }
    return !steps.isEmpty();
  }
}
