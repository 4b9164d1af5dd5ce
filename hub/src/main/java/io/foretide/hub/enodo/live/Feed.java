package io.foretide.hub.enodo.live;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.http.ApiError;
import java.util.List;
import java.util.function.Predicate;

/** What one client is subscribed to, for ways in that are not HTTP. Thread-safe. */
public final class Feed implements AutoCloseable {
  private final Live live;
  private final Subscriber me = new Subscriber();
  private boolean joined;
  private boolean left;

  Feed(Live live) {
    this.live = live;
  }

  /**
   * Subscribes; a second subscription to a topic replaces the first.
   *
   * @param pattern which series; only for {@link Topic#FILTERED}
   * @return how things are now
   * @throws ApiError 400 if the pattern is no regular expression
   */
  public Object want(Topic topic, String pattern) throws ProviderException {
    Predicate<String> filter = Live.filter(topic, pattern);
    join();
    me.want(topic, filter);
    return live.now(topic, filter);
  }

  private synchronized void join() {
    if (!joined && !left) {
      joined = true;
      var unused = live.board().join(me);
    }
  }

  public void leave(Topic topic) {
    me.leave(topic);
  }

  /** Waits until something has changed, at most for a time; each change as JSON. */
  public List<String> take(long nanos) throws InterruptedException {
    return me.take(nanos).stream().map(Update::json).toList();
  }

  /** Whether so much waited that changes were left out: the client must come again. */
  public boolean isSlow() {
    return me.isSlow();
  }

  /** Whether the hub stops. */
  public boolean isClosed() {
    return me.isClosed();
  }

  @Override
  public synchronized void close() {
    me.close();
    if (joined && !left) {
      live.board().leave(me);
    }
    left = true;
  }
}
