package io.foretide.store.coverage;

import io.foretide.core.commit.Commit;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import io.foretide.core.time.RangeSet;
import io.foretide.store.event.EventTable;
import io.foretide.store.model.ModelLookup;
import io.foretide.store.sql.Session;
import io.foretide.store.write.GroupState;
import io.foretide.store.write.IdleWork;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns failed and empty parts, and predicted ones with a remark, into events. What a model says
 * again and again within an hour is one event with a count. Used on the writer's thread only.
 */
final class OutcomeEvents implements GroupState, IdleWork {
  private static final int KEPT = 4096;
  private static final long FRESH = Instants.HOUR;
  private static final long PAUSE = Instants.SECOND;
  private final ModelLookup models;
  private final LinkedHashMap<Key, Said> said = new LinkedHashMap<>(64, 0.75f, true);
  private final Set<Said> dirty = new HashSet<>();
  private long lastFlush = Long.MIN_VALUE;
  private long now;
  private boolean written;

  private record Key(long model, CellState state, String detail) {}

  private static final class Said {
    final long event;
    final long since;
    long times = 1;
    long intervals;

    Said(long event, long since, long intervals) {
      this.event = event;
      this.since = since;
      this.intervals = intervals;
    }
  }

  OutcomeEvents(ModelLookup models) {
    this.models = models;
  }

  /** Writes new events; returns what is to be done in memory once nothing can fail any more. */
  List<Runnable> tell(Session session, Commit commit, RangeSet accepted, long time)
      throws SQLException {
    now = Math.max(now, time);
    List<Runnable> later = new ArrayList<>();
    for (OutcomePart part : commit.parts()) {
      if (part.detail().isEmpty()) {
        continue;
      }
      long cells = accepted.intersect(part.cells()).count();
      if (cells == 0) {
        continue;
      }
      Key key = new Key(commit.task().model().value(), part.state(), part.detail());
      Said known = said.get(key);
      if (known != null && time - known.since < FRESH) {
        later.add(() -> {
          known.times++;
          known.intervals += cells;
          dirty.add(known);
        });
      } else {
        Said fresh =
            new Said(
                EventTable.append(session, event(session, commit, part, cells, time)), time, cells);
        later.add(() -> said.put(key, fresh));
      }
    }
    return later;
  }

  private Event event(Session session, Commit commit, OutcomePart part, long cells, long time)
      throws SQLException {
    boolean failed = part.state() == CellState.FAILED;
    return new Event(
        0,
        time,
        failed ? Severity.WARNING : Severity.INFO,
        switch (part.state()) {
          case FAILED -> "interval.failed";
          case PREDICTED -> "interval.partial";
          default -> "interval.empty";
        },
        "model:" + models.name(session, commit.task().model()),
        part.detail(),
        Map.of(
            "reason", part.reason().text(),
            "revision", Integer.toString(commit.task().revision()),
            "firstCell", Long.toString(part.cells().from()),
            "intervals", Long.toString(cells),
            "times", "1"));
  }

  @Override
  public void flush(Session session) throws SQLException {
    if (dirty.isEmpty() || (lastFlush != Long.MIN_VALUE && now - lastFlush < PAUSE)) {
      return;
    }
    slice(session);
  }

  @Override
  public boolean due(boolean last) {
    return !dirty.isEmpty();
  }

  /** Writes the counts that wait. */
  @Override
  public boolean slice(Session session) throws SQLException {
    lastFlush = now;
    written = true;
    for (Said s : dirty) {
      EventTable.count(session, s.event, s.times, s.intervals);
    }
    return false;
  }

  @Override
  public void committed() {
    if (written) {
      dirty.clear();
      written = false;
    }
    var oldest = said.values().iterator();
    while (said.size() > KEPT && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }

  @Override
  public void rolledBack() {
    dirty.clear();
    written = false;
    said.clear();
  }
}
