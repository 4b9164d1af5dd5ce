package io.foretide.connectors.timeseriesapi;

import io.foretide.core.settings.Settings;
import java.util.List;
import java.util.Locale;

/**
 * How points are read.
 *
 * @param quality which points count
 * @param parallelism requests at a time of one read
 * @param page points that one request asks of each series
 */
record ReadSettings(Quality quality, int parallelism, int page) {
  /** Most points of a series that the API gives with one answer. */
  private static final int PAGE = 100_000;

  static ReadSettings read(Settings s) {
    boolean async = s.flag("async", true);
    int parallelism = (int) s.integer("parallelism", 10, 1, 256);
    return new ReadSettings(
        Quality.valueOf(
            s.choice("quality", "good", List.of("good", "uncertain", "any"))
                .toUpperCase(Locale.ROOT)),
        async ? parallelism : 1,
        (int) s.integer("page_size", PAGE, 2, PAGE));
  }
}
