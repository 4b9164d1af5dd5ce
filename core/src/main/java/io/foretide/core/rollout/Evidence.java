package io.foretide.core.rollout;

import io.foretide.core.coverage.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of a candidate and the active revision, over all models of a rollout. Errors are
 * scaled per model before they are added, so that models in different units weigh alike. Not
 * thread-safe.
 */
public final class Evidence {
  /** One side's sums; the arrays hold (weighted sum, weight). */
  private static final class Side {
    private long due;
    private Counts counts = Counts.ZERO;
    private double scaledError;
    private double scaledPinball;
    private long banded;
    private long inside;
    private long alarms;
    private final List<double[]> seconds = new ArrayList<>();

    private void add(Comparison.Side s, double scale) {
      if (scale > 0) {
        scaledError += s.error() / scale;
        scaledPinball += s.pinball() / scale;
      }
      banded += s.banded();
      inside += s.inside();
      alarms += s.alarms();
    }

    private double[] allSeconds() {
      double[] all = seconds.stream().flatMapToDouble(Arrays::stream).toArray();
      Arrays.sort(all);
      return all;
    }
  }

  private final Side candidate = new Side();
  private final Side active = new Side();
  private long scaled;
  private long compared;
  private long scored;
  private long judged;
  private long agreed;

  /**
   * Takes how the intervals of one model ended.
   *
   * @param due of the candidate
   * @param counts of the candidate
   * @param activeDue of the active revision
   * @param activeCounts of the active revision
   */
  public void intervals(long due, Counts counts, long activeDue, Counts activeCounts) {
    candidate.due += due;
    candidate.counts = candidate.counts.plus(counts);
    active.due += activeDue;
    active.counts = active.counts.plus(activeCounts);
  }

  /** Takes what intervals took lately, in seconds each. */
  public void latencies(double[] candidateSeconds, double[] activeSeconds) {
    candidate.seconds.add(candidateSeconds);
    active.seconds.add(activeSeconds);
  }

  /** Takes the rows of one model. */
  public void rows(Comparison c) {
    double scale = c.scale();
    candidate.add(c.candidate(), scale);
    active.add(c.active(), scale);
    compared += c.compared();
    scaled += scale > 0 ? c.compared() : 0;
    scored += c.scored();
    judged += c.judged();
    agreed += c.agreed();
  }

  /** Judges all gates. */
  public List<GateResult> judge(List<Gate> gates) {
    return gates.stream().map(this::judge).toList();
  }

  private GateResult judge(Gate gate) {
    return switch (gate.kind()) {
      case ERROR_RATE ->
          gate.judge(errorRate(candidate), errorRate(active), candidate.counts.covered());
      case MISSING_RATE -> gate.judge(missingRate(candidate), missingRate(active), candidate.due);
      case LATENCY -> {
        double[] mine = candidate.allSeconds();
        yield gate.judge(percentile95(mine), percentile95(active.allSeconds()), mine.length);
      }
      case INTERVAL_COVERAGE ->
          gate.judge(
              ratio(candidate.inside, candidate.banded),
              ratio(active.inside, active.banded),
              candidate.banded);
      case MASE ->
          gate.judge(
              ratio(candidate.scaledError, scaled), ratio(active.scaledError, scaled), scaled);
      case PINBALL_LOSS ->
          gate.judge(
              ratio(candidate.scaledPinball, scaled), ratio(active.scaledPinball, scaled), scaled);
      case ALARM_RATE ->
          gate.judge(ratio(candidate.alarms, scored), ratio(active.alarms, scored), scored);
      case AGREEMENT -> gate.judge(ratio(agreed, judged), judged == 0 ? Double.NaN : 1, judged);
    };
  }

  private static double errorRate(Side s) {
    return ratio(s.counts.failed(), s.counts.covered());
  }

  private static double missingRate(Side s) {
    return ratio(s.due - s.counts.predicted(), s.due);
  }

  private static double ratio(double part, long whole) {
    return whole == 0 ? Double.NaN : part / whole;
  }

  /** Nearest rank; NaN if there are none. */
  private static double percentile95(double[] sorted) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
  }

  /** Rows with both forecasts and an actual value. */
  public long compared() {
    return compared;
  }
}
