package io.foretide.detect.subspace;

import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Scores rows by a {@link Pca}; allocates nothing. */
final class PcaScorer implements Scorer {
  private final Pca pca;
  private final int signals;
  private final int lags;

  /** Standardised values, newest row first. */
  private final double[] rows;

  private final double[] complete;
  private final Subspace.Work work;
  private int seen;

  PcaScorer(Pca pca) {
    this.pca = pca;
    signals = pca.signals();
    lags = pca.settings.lags();
    rows = new double[pca.model.size];
    complete = new double[pca.model.size];
    work = new Subspace.Work(pca.model);
  }

  @Override
  public Causal detector() {
    return pca;
  }

  /** Takes a row in and computes T² and Q, or says why there are none. */
  @Nullable Status project(double[] row) {
    int d = signals;
    if (lags > 0) {
      System.arraycopy(rows, 0, rows, d, rows.length - d);
    }
    boolean any = false;
    boolean missing = false;
    double[] mean = pca.standard.mean();
    double[] scale = pca.standard.scale();
    for (int j = 0; j < d; j++) {
      double z = (row[j] - mean[j]) / scale[j];
      if (Math.abs(z) <= Standard.MOST) {
        any = true;
      } else {
        z = pca.standard.z(j, row[j]);
        any |= !Double.isNaN(z);
        missing |= Double.isNaN(z);
      }
      rows[j] = z;
    }
    if (seen <= lags) {
      seen++;
    }
    if (!any) {
      return Status.MISSING;
    }
    if (seen <= lags) {
      return Status.WARMUP;
    }
    for (int i = d; i < rows.length && !missing; i++) {
      missing = Double.isNaN(rows[i]);
    }
    if (missing) {
      System.arraycopy(rows, 0, complete, 0, rows.length);
      pca.model.projectMissing(complete, work);
    } else {
      pca.model.project(rows, work);
    }
    return null;
  }

  double t2() {
    return work.t2;
  }

  double q() {
    return work.q;
  }

  @Override
  public void score(double[] row, Score out) {
    Status why = project(row);
    if (why != null) {
      out.none(why);
      return;
    }
    double t2 = work.t2 / pca.limitT2;
    double q = work.q / pca.limitQ;
    double[] into = out.contributions();
    Arrays.fill(into, 0.0);
    switch (pca.settings.statistic()) {
      case T2 -> t2(t2, into, out);
      case Q -> q(q, into, out);
      case LARGER -> {
        if (t2 >= q) {
          t2(t2, into, out);
        } else {
          q(q, into, out);
        }
      }
      case COMBINED -> {
        pca.model.addT2Contributions(work, t2, into);
        pca.model.addQContributions(work, q, into);
        out.set((t2 + q) / pca.limitBoth, t2 + q, 0);
      }
    }
  }

  private void t2(double value, double[] into, Score out) {
    pca.model.addT2Contributions(work, work.t2, into);
    out.set(value, work.t2, 0);
  }

  private void q(double value, double[] into, Score out) {
    pca.model.addQContributions(work, work.q, into);
    out.set(value, work.q, 0);
  }

  @Override
  public void write(ByteSink out) {
    out.putInt(seen);
    out.putDoubles(rows);
  }

  @Override
  public void read(ByteSource in) {
    seen = in.getInt(0, lags + 1);
    in.getDoubles(rows);
  }
}
