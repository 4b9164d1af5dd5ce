package io.foretide.core.schedule;

import io.foretide.core.model.Order;
import io.foretide.core.plan.Piece;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.RangeSet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Which tracks have something to send, live ones apart, and how much is in flight. Guarded by the
 * scheduler.
 */
final class Admission {
  private final int most;
  private final ArrayDeque<Track> live = new ArrayDeque<>();
  private final ArrayDeque<Track> backlog = new ArrayDeque<>();
  private int inFlight;
  private int inFlightBacklog;

  /**
   * @param most tasks in flight over all models
   */
  Admission(int most) {
    this.most = most;
  }

  int inFlight() {
    return inFlight;
  }

  void count(Task task, int n) {
    inFlight += n;
    if (task.lane() == Lane.BACKLOG) {
      inFlightBacklog += n;
    }
  }

  /** How many more tasks may be sent. */
  int free() {
    return most - inFlight;
  }

  /** Places that are kept for backlog: a tenth of all while some waits. */
  int reserve() {
    return backlog.isEmpty() ? 0 : Math.max(0, Math.max(1, most / 10) - inFlightBacklog);
  }

  int waitingBacklog() {
    return backlog.size();
  }

  @Nullable Track nextLive() {
    Track t = live.poll();
    if (t != null) {
      t.queuedLive = false;
    }
    return t;
  }

  @Nullable Track nextBacklog() {
    Track t = backlog.poll();
    if (t != null) {
      t.queuedBacklog = false;
    }
    return t;
  }

  /** Puts a track back behind all others if it has more to send. */
  void again(Track t, long now) {
    if (!t.queuedBacklog && slots(t, Lane.BACKLOG) > 0 && piece(t, Lane.BACKLOG, now) != null) {
      t.queuedBacklog = true;
      backlog.add(t);
    }
  }

  /** Puts a track with open cells into the queues that fit. */
  void enqueue(Track t) {
    if (t.removed || t.paused || t.missing.isEmpty()) {
      return;
    }
    RangeSet open = t.open();
    if (open.isEmpty()) {
      return;
    }
    RangeSet mine = t.lane == null ? open : open.intersect(t.lane.owned());
    boolean newest = !mine.isEmpty() && mine.end() == t.dueEnd;
    boolean older = !newest || open.count() > 1;
    if (newest && !older && !t.queuedLive) {
      t.queuedLive = true;
      live.add(t);
    } else if (newest && !t.queuedLive && t.order == Order.ANY) {
      t.queuedLive = true;
      live.add(t);
    }
    if (older && !t.queuedBacklog) {
      t.queuedBacklog = true;
      backlog.add(t);
    }
  }

  private static int slots(Track t, Lane lane) {
    int most = t.order == Order.SEQUENTIAL ? 1 : t.maxInFlight;
    return most - t.sent.size() + (lane == Lane.LIVE && most > 1 ? 1 : 0);
  }

  /** What a track is to send next on a lane; null if nothing. */
  @Nullable Piece next(Track t, Lane lane, long now) {
    return slots(t, lane) <= 0 ? null : piece(t, lane, now);
  }

  private static @Nullable Piece piece(Track t, Lane lane, long now) {
    if (t.removed || t.paused || now < t.planFrom) {
      return null;
    }
    for (Piece p : t.pieces(2)) {
      if (p.lane() == lane || t.order == Order.SEQUENTIAL) {
        return p;
      }
    }
    return null;
  }
}
