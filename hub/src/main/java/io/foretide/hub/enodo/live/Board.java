package io.foretide.hub.enodo.live;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands updates to subscribers and keeps the last of them, so that a client that was away for a
 * moment misses nothing. Thread-safe.
 */
final class Board {
  private static final int KEPT = 4_000;

  /** Changes are followed for so long after the last client has left. */
  private static final long GRACE = Instants.MINUTE;

  private final WallClock clock;
  private final Set<Subscriber> subscribers = new LinkedHashSet<>();
  private final ArrayDeque<Update> kept = new ArrayDeque<>();
  private final String era;
  private long number;
  private long leftAt;
  private boolean followed;
  private boolean closed;

  Board(WallClock clock) {
    this.clock = clock;
    this.era = Long.toString(clock.now(), Character.MAX_RADIX);
  }

  /** Adds a subscriber; answers the identity of the newest update that it will not get. */
  synchronized String join(Subscriber s) {
    subscribers.add(s);
    followed = true;
    if (closed) {
      s.close();
    }
    return id(number);
  }

  synchronized void leave(Subscriber s) {
    subscribers.remove(s);
    leftAt = clock.monotonic();
  }

  /**
   * Adds a subscriber and what it has missed.
   *
   * @param id of the last update that it got
   * @return false if that is not known any more; then nothing was done
   */
  synchronized boolean joinAfter(Subscriber s, String id) {
    Optional<List<Update>> missed = after(id);
    missed.ifPresent(all -> {
      all.forEach(s::put);
      var unused = join(s);
    });
    return missed.isPresent();
  }

  private Optional<List<Update>> after(String id) {
    int dash = id.indexOf('-');
    if (dash < 0
        || !id.substring(0, dash).equals(era)
        || !id.substring(dash + 1).matches("\\d{1,18}")) {
      return Optional.empty();
    }
    long last = Long.parseLong(id.substring(dash + 1));
    boolean whole = last <= number && last >= number - kept.size();
    return whole
        ? Optional.of(kept.stream().filter(u -> u.number() > last).toList())
        : Optional.empty();
  }

  /** How an update is called by clients. */
  synchronized String id(long ofUpdate) {
    return era + "-" + ofUpdate;
  }

  /** Whether somebody listens, or did a moment ago; otherwise what was kept is forgotten. */
  synchronized boolean isFollowed() {
    if (followed && subscribers.isEmpty() && clock.monotonic() - leftAt > GRACE) {
      followed = false;
      kept.clear();
      // Nobody who was told of an earlier number can go on from it.
      number++;
    }
    return followed;
  }

  synchronized void publish(String resource, String type, String series, @Nullable Object data) {
    Update update = Update.of(++number, resource, type, series, data);
    kept.add(update);
    if (kept.size() > KEPT) {
      kept.remove();
    }
    subscribers.forEach(s -> s.put(update));
  }

  synchronized int size() {
    return subscribers.size();
  }

  synchronized void close() {
    closed = true;
    subscribers.forEach(Subscriber::close);
  }
}
