package io.foretide.connectors.apps;

import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.time.Range;
import io.foretide.models.window.Buckets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One run of an app: neighbouring intervals and the rows that it may see.
 *
 * @param model whose
 * @param revision which
 * @param settings of the app
 * @param cells the intervals by number
 * @param intervals their instants
 * @param buckets all that was read
 * @param from first bucket that the app is given
 * @param to one more than the last one
 */
record Job(
    Model model,
    Revision revision,
    AppSettings settings,
    Range cells,
    Range[] intervals,
    Buckets buckets,
    long from,
    long to) {

  /** The same for a run of its intervals, with no bucket more than they need. */
  Job cut(int first, int end) {
    long at = settings.shape().bucketAt(intervals[first].from());
    long stop = settings.shape().bucketAt(intervals[end - 1].to());
    Range[] some = java.util.Arrays.copyOfRange(intervals, first, end);
    return new Job(
        model,
        revision,
        settings,
        new Range(cells.from() + first, cells.from() + end),
        some,
        buckets,
        Math.min(at, stop - 1) - settings.lookback(),
        stop);
  }

  /** Whether an interval has any input value of its own. */
  boolean hasData(int i) {
    long end = settings.shape().bucketAt(intervals[i].to());
    return buckets.any(Math.min(settings.shape().bucketAt(intervals[i].from()), end - 1), end);
  }

  long start() {
    return intervals[0].from();
  }

  long end() {
    return intervals[intervals.length - 1].to();
  }

  /** Equal for the same model, revision and intervals, however often they are run. */
  String key() {
    String text =
        model.id().value() + " " + revision.number() + " " + revision.fingerprint() + " " + cells;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
