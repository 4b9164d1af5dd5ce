package io.foretide.store.point;

import io.foretide.core.sensor.SeriesInfo;
import java.util.Map;

/**
 * A series with its points that are not packed yet. {@link #view} is what is durable and may be
 * read by all; {@link #pending} is what the running transaction made of it, for the writer's thread
 * only.
 */
final class Series {
  final long id;
  final String name;
  volatile Map<String, String> attributes;
  volatile View view;
  View pending;

  /**
   * @param buffer points that are in the log but in no chunk yet
   * @param points how many there are in all
   * @param first time of the earliest; {@link Long#MAX_VALUE} if none
   * @param last time of the latest; {@link Long#MIN_VALUE} if none
   */
  record View(Points buffer, long points, long first, long last) {
    static final View EMPTY = new View(Points.NONE, 0, Long.MAX_VALUE, Long.MIN_VALUE);

    /** With changed points, some of them new. */
    View plus(Points changed, long fresh) {
      return changed.isEmpty()
          ? this
          : new View(
              buffer.plus(changed),
              points + fresh,
              Math.min(first, changed.first()),
              Math.max(last, changed.last()));
    }

    View packed() {
      return new View(Points.NONE, points, first, last);
    }
  }

  Series(long id, String name, Map<String, String> attributes, View view) {
    this.id = id;
    this.name = name;
    this.attributes = attributes;
    this.view = view;
    this.pending = view;
  }

  SeriesInfo info() {
    View v = view;
    return new SeriesInfo(name, v.points, v.first, v.last, attributes);
  }
}
