package io.foretide.store.point;

import io.foretide.store.codec.Reader;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;

/**
 * Points that another process added to the log: they join the buffers here too. Used on the
 * writer's thread only.
 */
final class FollowedPoints {
  private final SeriesRegistry registry;
  private final LogTail tail;
  private final Feed feed;

  FollowedPoints(SeriesRegistry registry, LogTail tail, Feed feed) {
    this.registry = registry;
    this.tail = tail;
    this.feed = feed;
    feed.follow(Topic.POINTS, (in, _) -> take(in));
  }

  /**
   * Tells the others of a row of the log.
   *
   * @param number of the row; 0 if nothing changed
   * @param row its bytes
   * @param fresh how many points of each series in it are new
   */
  void say(long number, byte[] row, long[] fresh) {
    if (number == 0) {
      return;
    }
    feed.say(
        Topic.POINTS,
        out -> {
          out.putUnsigned(number);
          out.putUnsigned(fresh.length);
          for (long n : fresh) {
            out.putUnsigned(n);
          }
          out.put(row);
        });
  }

  private void take(Reader in) {
    long number = in.getUnsigned();
    int n = in.getCount(Integer.MAX_VALUE);
    long[] fresh = new long[n];
    for (int i = 0; i < n; i++) {
      fresh[i] = in.getUnsigned();
    }
    int[] at = {0};
    long points =
        PointCodec.log(
            in.rest(),
            registry::find,
            (series, p) -> {
              long more = fresh[at[0]++];
              if (series != null) {
                registry.publish(series, series.view.plus(p, more));
              }
            });
    tail.found(number, points);
  }
}
