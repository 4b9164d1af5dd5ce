package io.foretide.detect.forest;

import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/** The last rows, and one running forest per span. */
final class MultiScaleScorer implements Scorer {
  private final MultiScale detector;
  private final Scorer[] forests;

  /** The last rows of each signal, a ring as long as the longest span. */
  private final double[][] ring;

  private final double[] mean;
  private final double[] sum;
  private final Score own;
  private int at;

  MultiScaleScorer(MultiScale detector) {
    this.detector = detector;
    int signals = detector.signals();
    forests = new Scorer[detector.spans.length];
    for (int k = 0; k < forests.length; k++) {
      forests[k] = detector.forest.scorer();
    }
    ring = new double[signals][Arrays.stream(detector.spans).max().orElse(1)];
    for (double[] r : ring) {
      Arrays.fill(r, Double.NaN);
    }
    mean = new double[signals];
    sum = new double[signals];
    own = new Score(signals);
  }

  @Override
  public Causal detector() {
    return detector;
  }

  @Override
  public void score(double[] row, Score out) {
    boolean any = false;
    for (int j = 0; j < ring.length; j++) {
      boolean there = Double.isFinite(row[j]);
      any |= there;
      ring[j][at] = there ? row[j] : Double.NaN;
    }
    at = at + 1 == ring[0].length ? 0 : at + 1;
    if (!any) {
      out.none(Status.MISSING);
      return;
    }
    Arrays.fill(sum, 0.0);
    double total = 0;
    boolean scored = false;
    for (int k = 0; k < forests.length; k++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] = mean(ring[j], detector.spans[k]);
      }
      forests[k].score(mean, own);
      if (own.status() == Status.SCORED) {
        scored = true;
        total += own.value();
        for (int j = 0; j < sum.length; j++) {
          sum[j] += own.raw() > 0 ? own.contributions()[j] / own.raw() * own.value() : 0;
        }
      }
    }
    if (!scored) {
      out.none(Status.WARMUP);
      return;
    }
    System.arraycopy(sum, 0, out.contributions(), 0, sum.length);
    out.set(total / detector.limit, total, 0);
  }

  /** The mean of the last rows, summed anew so that it does not depend on what was before. */
  private double mean(double[] r, int span) {
    double total = 0;
    int n = 0;
    for (int i = 1, k = at; i <= span; i++) {
      k = k == 0 ? r.length - 1 : k - 1;
      if (!Double.isNaN(r[k])) {
        total += r[k];
        n++;
      }
    }
    return n == 0 ? Double.NaN : total / n;
  }

  @Override
  public void write(ByteSink out) {
    out.putInt(at);
    for (double[] r : ring) {
      out.putDoubles(r);
    }
    for (Scorer f : forests) {
      f.write(out);
    }
  }

  @Override
  public void read(ByteSource in) {
    at = in.getInt(0, ring[0].length - 1);
    for (double[] r : ring) {
      in.getDoubles(r);
    }
    for (Scorer f : forests) {
      f.read(in);
    }
  }
}
