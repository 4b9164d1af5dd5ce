package io.foretide.detect.gordo;

import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/** Scores rows as Gordo does; one per request or, to smooth across requests, one per stream. */
public final class GordoScorer implements Scorer {
  private final GordoDetector d;
  private final double[] x;
  private final double[] y;
  private final double[] work;
  private final GordoRow row;

  /** Scaled error per tag, unscaled error per tag, total scaled, total unscaled. */
  private final Smoothing.Run[] runs;

  GordoScorer(GordoDetector detector) {
    d = detector;
    x = new double[d.inputs];
    y = new double[d.targets];
    work = d.model.work();
    row = new GordoRow(d.targets);
    runs = new Smoothing.Run[d.settings.window() > 0 ? 2 * d.targets + 2 : 0];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = new Smoothing.Run(d.settings.smoothing(), d.settings.window());
    }
  }

  @Override
  public Causal detector() {
    return d;
  }

  /** Everything that Gordo says about the next row, which must not have missing values. */
  public void next(double[] inputs, double[] targets, GordoRow out) {
    int m = d.targets;
    d.model.predict(inputs, out.output, work);
    double scaledSquares = 0;
    double squares = 0;
    for (int j = 0; j < m; j++) {
      double scaled = Math.abs(d.scaler.scale(j, out.output[j]) - d.scaler.scale(j, targets[j]));
      double unscaled = Math.abs(out.output[j] - targets[j]);
      out.tagScaled[j] = scaled;
      out.tagUnscaled[j] = unscaled;
      out.tagConfidence[j] = unscaled / d.thresholds.feature()[j];
      scaledSquares += scaled * scaled;
      squares += unscaled * unscaled;
    }
    out.totalScaled = scaledSquares / m;
    out.totalUnscaled = squares / m;
    out.totalConfidence = out.totalScaled / d.thresholds.aggregate();
    boolean smooth = runs.length > 0;
    for (int j = 0; j < m; j++) {
      out.smoothTagScaled[j] = smooth ? runs[j].next(out.tagScaled[j]) : Double.NaN;
      out.smoothTagUnscaled[j] = smooth ? runs[m + j].next(out.tagUnscaled[j]) : Double.NaN;
    }
    out.smoothTotalScaled = smooth ? runs[2 * m].next(out.totalScaled) : Double.NaN;
    out.smoothTotalUnscaled = smooth ? runs[2 * m + 1].next(out.totalUnscaled) : Double.NaN;
  }

  @Override
  public void score(double[] values, Score out) {
    for (double v : values) {
      if (!Double.isFinite(v)) {
        out.none(Status.MISSING);
        return;
      }
    }
    System.arraycopy(values, 0, x, 0, x.length);
    System.arraycopy(values, d.same ? 0 : x.length, y, 0, y.length);
    next(x, y, row);
    double value = row.totalConfidence;
    if (d.settings.stateful() && runs.length > 0) {
      boolean own = d.settings.percentile() <= 0;
      double limit = own ? d.thresholds.smoothAggregate() : d.thresholds.aggregate();
      value = row.smoothTotalScaled / limit;
    }
    if (Double.isNaN(value)) {
      out.none(Status.WARMUP);
      return;
    }
    Arrays.fill(out.contributions(), 0.0);
    int offset = d.same ? 0 : x.length;
    for (int j = 0; j < y.length; j++) {
      out.contributions()[offset + j] = row.tagScaled[j] * row.tagScaled[j] / y.length;
    }
    out.set(value, row.totalScaled, 0);
  }

  @Override
  public void write(ByteSink out) {
    for (Smoothing.Run run : runs) {
      run.write(out);
    }
  }

  @Override
  public void read(ByteSource in) {
    for (Smoothing.Run run : runs) {
      run.read(in);
    }
  }
}
