package io.foretide.models.window;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.List;

/** Says which series are silent, and for how long. */
public final class Silence {
  private static final int NAMED = 3;

  private Silence() {}

  /**
   * One sentence about inputs that gave no value.
   *
   * @param series the inputs
   * @param buckets what was read
   * @param from first bucket that may be looked at
   * @param to one more than the last bucket of the interval
   */
  public static String words(List<String> series, Buckets buckets, long from, long to) {
    long end = to * buckets.step();
    int last = buckets.last(from, to);
    if (last < 0) {
      return names(series)
          + " no value in the "
          + Durations.format((to - from) * buckets.step())
          + " before "
          + Instants.format(end);
    }
    long since = (buckets.first() + last + 1) * buckets.step();
    return names(series)
        + " no value since "
        + Instants.format(since)
        + " ("
        + Durations.format(end - since)
        + ")";
  }

  /**
   * Which inputs an interval did without; empty if all had a value.
   *
   * @param from first bucket of the interval
   * @param to one more than its last bucket
   */
  public static String without(List<String> series, Buckets buckets, long from, long to) {
    String silent = silent(series, buckets, from, to);
    return silent.isEmpty()
        ? ""
        : "predicted without " + silent + ", which had no value in the interval";
  }

  /** Which inputs kept an interval from being predicted; empty if all had a value. */
  public static String needed(
      String method, List<String> series, Buckets buckets, long from, long to) {
    String silent = silent(series, buckets, from, to);
    return silent.isEmpty()
        ? ""
        : method + " needs a value of each input, and " + silent + " had no value in the interval";
  }

  private static String silent(List<String> series, Buckets buckets, long from, long to) {
    List<String> silent = new ArrayList<>();
    for (int c = 0; c < Math.min(series.size(), buckets.width()); c++) {
      if (!buckets.any(c, from, to)) {
        silent.add(series.get(c));
      }
    }
    return silent.isEmpty() ? "" : names(silent).replaceAll(" ha(s|ve)$", "");
  }

  private static String names(List<String> series) {
    if (series.size() == 1) {
      return "series '" + series.getFirst() + "' has";
    }
    String some = String.join("', '", series.subList(0, Math.min(NAMED, series.size())));
    int more = series.size() - NAMED;
    return "series '" + some + "'" + (more > 0 ? " and " + more + " more have" : " have");
  }
}
