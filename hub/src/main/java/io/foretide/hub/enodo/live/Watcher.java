package io.foretide.hub.enodo.live;

import io.foretide.core.engine.Change;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.Registered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns changes of models, series, outputs and programs into updates. Changes are noted at once and
 * told at the next turn, many of one series as one. Thread-safe; {@link #turn} is called by one
 * thread at a time.
 */
final class Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
  private static final int SERIES_AT_ONCE = 50;
  private static final int MOST_EVENTS = 1_000;
  private static final long LOOK = Instants.SECOND;
  private static final String ADD = "add";
  private static final String UPDATE = "update";
  private static final String DELETE = "delete";

  private final State state;
  private final Board board;
  private final WallClock clock;
  private final Jobs jobs;
  private final Map<Long, Noted> series = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();
  private final ArrayDeque<Event> events = new ArrayDeque<>();
  private boolean manyEvents;
  private long lookedAt;
  private Map<Object, Map<String, @Nullable Object>> modules = Map.of();
  private Map<String, @Nullable Object> database = Map.of();
  private boolean known;

  private record Noted(String type, String name) {}

  Watcher(State state, Board board, WallClock clock) {
    this.state = state;
    this.board = board;
    this.clock = clock;
    this.jobs = new Jobs(state, board, clock);
    this.lookedAt = clock.monotonic() - LOOK;
  }

  Jobs jobs() {
    return jobs;
  }

  void changed(Change change) {
    if (!board.isFollowed()) {
      return;
    }
    switch (change) {
      case Change.Intervals i -> ofModel(i.model(), i.state() != VisibleState.MISSING);
      case Change.ModelChanged m -> ofModel(m.model(), false);
      case Change.Logged l -> logged(l.event());
    }
  }

  private void ofModel(String model, boolean done) {
    Optional<State.Job> job = state.job(model);
    if (job.isPresent()) {
      note(job.get().rid(), new Noted(UPDATE, job.get().series()));
      if (done) {
        synchronized (this) {
          ended.add(model);
        }
      }
    }
  }

  private synchronized void logged(Event event) {
    if (events.size() == MOST_EVENTS) {
      manyEvents = true;
      events.clear();
    } else if (!manyEvents) {
      events.add(event);
    }
  }

  /** A series was added, changed or removed. */
  void registered(Registered s, String type) {
    if (board.isFollowed()) {
      note(s.rid(), new Noted(type, s.name()));
    }
  }

  private synchronized void note(long rid, Noted what) {
    series.merge(
        rid, what, (old, now) -> old.type().equals(ADD) && now.type().equals(UPDATE) ? old : now);
  }

  /**
   * An output was made, changed or removed.
   *
   * @param shown as clients see it; null if it was removed
   */
  synchronized void output(long rid, boolean isNew, @Nullable Map<String, @Nullable Object> shown) {
    if (board.isFollowed()) {
      String resource = Topic.OUTPUTS.resource();
      if (shown == null) {
        board.publish(resource, DELETE, "", rid);
      } else {
        board.publish(resource, isNew ? ADD : UPDATE, "", shown);
      }
    }
  }

  /** Tells what was noted. */
  void turn() {
    if (!board.isFollowed()) {
      forget();
      return;
    }
    try {
      for (Map.Entry<Long, Noted> e : some().entrySet()) {
        tell(e.getKey(), e.getValue());
      }
      Set<String> done = done();
      long now = clock.monotonic();
      boolean due = now - lookedAt >= LOOK;
      if (due || !done.isEmpty()) {
        jobs.look(done);
      }
      if (due) {
        lookedAt = now;
        look();
      }
      lines();
    } catch (ProviderException e) {
      LOG.debug("live updates wait for the next turn: {}", e.getMessage());
    }
  }

  private synchronized void forget() {
    series.clear();
    ended.clear();
    events.clear();
    known = false;
  }

  private synchronized Map<Long, Noted> some() {
    Map<Long, Noted> out = new LinkedHashMap<>();
    for (Map.Entry<Long, Noted> e : series.entrySet()) {
      if (out.size() < SERIES_AT_ONCE) {
        out.put(e.getKey(), e.getValue());
      }
    }
    series.keySet().removeAll(out.keySet());
    return out;
  }

  private void tell(long rid, Noted what) throws ProviderException {
    String resource = Topic.SERIES.resource();
    if (what.type().equals(DELETE)) {
      board.publish(resource, DELETE, what.name(), rid);
      return;
    }
    Optional<Map<String, @Nullable Object>> now = state.series(rid);
    if (now.isPresent()) {
      board.publish(resource, what.type(), what.name(), now.get());
    }
  }

  private synchronized Set<String> done() {
    Set<String> out = new HashSet<>(ended);
    ended.clear();
    return out;
  }

  /** What tells nobody by itself is compared with what it was. */
  private void look() {
    Map<Object, Map<String, @Nullable Object>> nowModules = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> m : state.modules()) {
      nowModules.put(m.get("name") + "@" + m.get("version"), m);
    }
    Map<String, @Nullable Object> nowDatabase = state.database();
    if (known) {
      String resource = Topic.MODULES.resource();
      nowModules.forEach((key, module) -> {
        Map<String, @Nullable Object> before = modules.get(key);
        if (!module.equals(before)) {
          board.publish(resource, before == null ? ADD : UPDATE, "", module);
        }
      });
      for (Object key : modules.keySet()) {
        if (!nowModules.containsKey(key)) {
          board.publish(resource, DELETE, "", key);
        }
      }
      if (!nowDatabase.equals(database)) {
        board.publish(Topic.DATABASE.resource(), UPDATE, "", nowDatabase);
      }
    }
    modules = nowModules;
    database = nowDatabase;
    known = true;
  }

  private void lines() {
    List<Event> some;
    boolean many;
    synchronized (this) {
      some = new ArrayList<>(events);
      many = manyEvents;
      events.clear();
      manyEvents = false;
    }
    String resource = Topic.LOG.resource();
    if (many) {
      board.publish(resource, "initial", "", state.lines());
      return;
    }
    for (Event e : some) {
      state.line(e).ifPresent(line -> board.publish(resource, ADD, "", line));
    }
  }
}
