package io.foretide.detect.forest;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * Random cut forests on trailing means over several spans, so that a spike, a shift and a slow
 * change each stand out in one of them. Needs no training.
 *
 * <p>The raw statistic is the sum of the normalised scores of the forests ({@link RandomCut}); the
 * score is that over the limit. Contributions sum to the raw statistic.
 */
public final class MultiScale implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "multi-scale";

  private static final int MOST_SPAN = 100_000;

  final RandomCut forest;
  final int[] spans;
  final double limit;

  private MultiScale(RandomCut forest, int[] spans, double limit) {
    this.forest = forest;
    this.spans = spans;
    this.limit = limit;
  }

  /** Spans of 1, 24 and 96 rows, 30 trees of 256 points, limit 2. */
  public static Detector of(int signals, long seed) {
    RandomCutSettings settings = RandomCutSettings.usual(seed).withTrees(30).withShingle(1);
    return of(signals, settings, new int[] {1, 24, 96}, 2);
  }

  /**
   * One forest per span.
   *
   * @param spans rows of the trailing means, each at least 1
   * @param limit the sum of normalised scores that becomes 1.0
   */
  public static Detector of(int signals, RandomCutSettings settings, int[] spans, double limit) {
    boolean good =
        spans.length > 0
            && limit > 0
            && Arrays.stream(spans).allMatch(s -> s >= 1 && s <= MOST_SPAN);
    if (!good) {
      return Refused.because(
          "multi-scale has the spans " + Arrays.toString(spans) + " and the limit " + limit,
          "at least one span of 1 to " + MOST_SPAN + " rows and a limit above 0");
    }
    return switch (RandomCut.of(signals, settings)) {
      case RandomCut forest -> new MultiScale(forest, spans.clone(), limit);
      case Detector refused -> refused;
    };
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return forest.signals();
  }

  @Override
  public int lookback() {
    return UNBOUNDED;
  }

  @Override
  public Scorer scorer() {
    return new MultiScaleScorer(this);
  }

  @Override
  public void write(ByteSink out) {
    out.putInts(spans);
    out.putDouble(limit);
    forest.write(out);
  }

  /** Reads the detector that was saved under {@link #KIND}. */
  public static Causal readDetector(ByteSource in) {
    int[] spans = in.getInts();
    double limit = in.getDouble();
    if (spans.length == 0 || Arrays.stream(spans).anyMatch(s -> s < 1 || s > MOST_SPAN)) {
      throw in.damaged("the spans are " + Arrays.toString(spans));
    }
    return new MultiScale((RandomCut) RandomCut.readDetector(in), spans, limit);
  }
}
