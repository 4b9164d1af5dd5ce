package io.foretide.hub.enodo.live;

import io.foretide.core.engine.Change;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.NamePattern;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.http.ApiError;
import io.foretide.ingest.Repeating;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows what changes and tells those who subscribed. Thread-safe. */
public final class Live implements AutoCloseable {
  private static final long TURN = Instants.SECOND / 4;

  private final State state;
  private final Board board;
  private final Watcher watcher;
  private final Repeating turning;

  public Live(State state, WallClock clock) {
    this.state = state;
    this.board = new Board(clock);
    this.watcher = new Watcher(state, board, clock);
    this.turning = new Repeating("enodo live", TURN, watcher::turn);
  }

  /** Takes note of a change of the engine; returns at once. */
  public void changed(Change change) {
    watcher.changed(change);
  }

  /**
   * Takes note of a change of a series.
   *
   * @param type {@code add}, {@code update} or {@code delete}
   */
  public void registered(Registered s, String type) {
    watcher.registered(s, type);
  }

  /**
   * Takes note of a change of an output.
   *
   * @param shown as clients see it; null if it was removed
   */
  public void output(long rid, boolean isNew, @Nullable Map<String, @Nullable Object> shown) {
    watcher.output(rid, isNew, shown);
  }

  Board board() {
    return board;
  }

  /**
   * Which series a subscription is about.
   *
   * @param pattern regular expression, from the start of the name; for {@link Topic#FILTERED}
   * @throws ApiError 400 if it is none
   */
  static Predicate<String> filter(Topic topic, String pattern) {
    if (topic != Topic.FILTERED) {
      return _ -> true;
    }
    return NamePattern.of(pattern).orElseThrow(() -> ApiError.bad("filter", "incorrect regex"))
        ::matches;
  }

  /** How things are now, as the first update of a subscription. */
  String initial(Topic topic, Predicate<String> filter) throws ProviderException {
    return Update.json(topic.resource(), "initial", now(topic, filter));
  }

  /** How things are now. */
  Object now(Topic topic, Predicate<String> filter) throws ProviderException {
    return switch (topic) {
      case SERIES, FILTERED -> state.names().stream().filter(filter).toList();
      case QUEUE -> queue();
      case MODULES -> state.modules();
      case OUTPUTS -> state.outputs();
      case DATABASE -> state.database();
      case LOG -> state.lines();
    };
  }

  /** A client's subscriptions, none at first; to be closed. */
  public Feed feed() {
    return new Feed(this);
  }

  /** Jobs that are being computed. */
  public List<Map<String, @Nullable Object>> queue() throws ProviderException {
    watcher.jobs().look(Set.of());
    return watcher.jobs().open();
  }

  @Override
  public void close() {
    board.close();
    turning.close();
  }
}
