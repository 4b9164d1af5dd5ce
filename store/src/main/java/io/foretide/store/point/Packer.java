package io.foretide.store.point;

import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.GroupState;
import io.foretide.store.write.IdleWork;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves points from the log into chunks: when the writer is idle, or with every transaction once
 * the log is long. A round packs every series that has buffered points, then drops the log rows
 * that were there when it began. Used on the writer's thread only.
 */
final class Packer implements GroupState, IdleWork {
  /** Points in the log from which packing does not wait for idleness. */
  static final long LONG_LOG = 400_000;

  /** Points in the log from which packing is worth an idle moment. */
  private static final long MANY = 20_000;

  private static final long PAUSE_NANOS = 300_000_000_000L;
  private static final long SLICE_NANOS = 5_000_000L;
  private static final long MOST_NANOS = 50_000_000L;
  private final SeriesRegistry registry;
  private final LogTail tail;
  private final Feed feed;
  private @Nullable Round round;
  private long lastRound = System.nanoTime();

  /** What is left of a round. */
  private static final class Round {
    final ArrayDeque<Series> left = new ArrayDeque<>();
    final long lastLogRow;

    Round(long lastLogRow) {
      this.lastLogRow = lastLogRow;
    }
  }

  Packer(SeriesRegistry registry, LogTail tail, Feed feed) {
    this.registry = registry;
    this.tail = tail;
    this.feed = feed;
    feed.follow(Topic.PACKED, (in, _) -> tail.dropped(in.getUnsigned()));
  }

  @Override
  public boolean due(boolean last) {
    if (round != null) {
      return true;
    }
    // Packing a few points costs as much as packing many, so a trickle is left to gather.
    return tail.points() > 0
        && isMine()
        && (last || tail.points() > MANY || System.nanoTime() - lastRound > PAUSE_NANOS);
  }

  /** Of several processes those pack that took points in. */
  private boolean isMine() {
    return !feed.isShared() || tail.isMine();
  }

  @Override
  public boolean pressing() {
    return tail.points() > LONG_LOG && (round != null || isMine());
  }

  @Override
  public boolean slice(Session session) throws SQLException {
    List<Runnable> later = new ArrayList<>();
    // The longer the log, the longer the slices: packing must keep up with what comes in.
    double fill = Math.max(1, (double) tail.points() / LONG_LOG);
    long end = System.nanoTime() + Math.min(MOST_NANOS, (long) (SLICE_NANOS * fill * fill));
    boolean done = false;
    try {
      boolean more;
      do {
        more = one(session, later);
      } while (more && System.nanoTime() < end);
      done = true;
    } finally {
      if (!done) {
        // Series taken off the round are not packed: begin anew, or their log rows would be lost.
        round = null;
      }
    }
    later.forEach(Runnable::run);
    return round != null;
  }

  /** Packs one series; false if the round ended. */
  private boolean one(Session session, List<Runnable> later) throws SQLException {
    Round now = round;
    if (now == null) {
      now = new Round(tail.lastRow());
      tail.forgetMine();
      for (Series s : registry.all()) {
        if (!s.pending.buffer().isEmpty()) {
          now.left.add(s);
        }
      }
      round = now;
    }
    Series series = now.left.poll();
    if (series == null) {
      PreparedStatement s = session.prepare("DELETE FROM point_log WHERE id <= ?");
      s.setLong(1, now.lastLogRow);
      s.executeUpdate();
      long last = now.lastLogRow;
      round = null;
      lastRound = System.nanoTime();
      later.add(() -> tail.dropped(last));
      feed.say(Topic.PACKED, out -> out.putUnsigned(last));
      return false;
    }
    Series.View view = series.pending;
    if (!view.buffer().isEmpty()) {
      ChunkTable.merge(session, series.id, view.buffer());
      Series.View packed = view.packed();
      SeriesRegistry.save(session, series, packed);
      later.add(() -> registry.set(series, packed));
      registry.sayTotals(series.id, packed, true);
    }
    return true;
  }

  @Override
  public void flush(Session session) {
    // Work is done in slices, not at the end of transactions.
  }

  @Override
  public void committed() {
    // The round goes on.
  }

  @Override
  public void rolledBack() {
    round = null;
  }
}
