package io.foretide.ingest.pull;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.util.List;

/**
 * What is pulled, and how often a call is tried.
 *
 * @param name of the table, for events
 * @param series the series the table feeds, for resuming; empty: those whose names start with the
 *     prefix
 * @param prefix of the series' names; may be empty if {@code series} is not
 * @param start where a table begins of which nothing is stored yet
 * @param overlap nanoseconds that are asked again before the last stored point
 * @param span nanoseconds asked with one call at most
 * @param catchUp a series whose last point lies further behind the newest one than this counts as
 *     ended, and does not hold the others back
 * @param tries calls per span before it is an outage, at least 1
 * @param firstWait nanoseconds before the second try; doubled for each further one
 */
public record PullOptions(
    String name,
    List<String> series,
    String prefix,
    long start,
    long overlap,
    long span,
    long catchUp,
    int tries,
    long firstWait) {
  public PullOptions {
    series = List.copyOf(series);
    if (series.isEmpty() && prefix.isEmpty()) {
      throw new IllegalArgumentException(
          "table '"
              + name
              + "' has neither series nor a prefix: one of them tells where reading goes on");
    }
    if (span <= 0 || overlap < 0 || catchUp < 0 || firstWait <= 0) {
      throw new IllegalArgumentException(
          "table '"
              + name
              + "' has span "
              + Durations.format(span)
              + ", overlap "
              + Durations.format(overlap)
              + ", catch_up "
              + Durations.format(catchUp)
              + " and first wait "
              + Durations.format(firstWait)
              + ": expected span and first wait above zero, the others not below");
    }
    if (tries < 1) {
      throw new IllegalArgumentException(
          "table '" + name + "' has " + tries + " tries: expected 1");
    }
  }

  /** Overlap 1 h, spans of a day, catching up over a week, 4 tries from 1 s. */
  public static PullOptions of(String name, List<String> series, String prefix, long start) {
    return new PullOptions(
        name,
        series,
        prefix,
        start,
        Instants.HOUR,
        Instants.DAY,
        7 * Instants.DAY,
        4,
        Instants.SECOND);
  }
}
