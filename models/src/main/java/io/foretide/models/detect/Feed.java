package io.foretide.models.detect;

import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.models.window.Buckets;
import org.jspecify.annotations.Nullable;

/** One scorer and where it stands in the buckets. Not thread-safe. */
final class Feed {
  private final Buckets buckets;
  private final Scorer scorer;
  private final Score score;
  private final double[] row;
  private long next;

  /**
   * @param buckets what it reads; buckets outside count as missing
   * @param scorer its state
   * @param next the first bucket that the scorer has not seen
   */
  Feed(Buckets buckets, Scorer scorer, long next) {
    this.buckets = buckets;
    this.scorer = scorer;
    this.score = new Score(buckets.width());
    this.row = new double[buckets.width()];
    this.next = next;
  }

  /** Goes on to a bucket; the rows are given to {@code into} where there is one. */
  void to(long end, @Nullable Rows into) {
    while (next < end) {
      long at = next - buckets.first();
      for (int c = 0; c < row.length; c++) {
        row[c] = at >= 0 && at < buckets.rows() ? buckets.column(c)[(int) at] : Double.NaN;
      }
      scorer.score(row, score);
      if (into != null) {
        into.add(row[0], score);
      }
      next++;
    }
  }

  long next() {
    return next;
  }

  Scorer scorer() {
    return scorer;
  }

  Causal detector() {
    return scorer.detector();
  }
}
