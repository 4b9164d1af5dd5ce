package io.foretide.forecast;

import io.foretide.forecast.numeric.Normal;
import io.foretide.forecast.numeric.Quantiles;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The distribution around a forecast, one per step. Arrays are not copied and never changed. */
public sealed interface Spread {

  /** Writes the {@code p} quantile of every step to {@code out}. */
  void quantile(double p, double[] out);

  /**
   * Normal with given standard deviations.
   *
   * @param center centre per step
   * @param sd standard deviation per step
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Gaussian(double[] center, double[] sd) implements Spread {
    @Override
    public void quantile(double p, double[] out) {
      double z = Normal.quantile(p);
      for (int i = 0; i < out.length; i++) {
        out[i] = center[i] + z * sd[i];
      }
    }
  }

  /**
   * Past errors around a centre.
   *
   * @param center centre per step
   * @param errors sets of past errors, in any order
   * @param set which set belongs to each step
   * @param scale factor on the errors per step
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Empirical(double[] center, double[][] errors, int[] set, double[] scale)
      implements Spread {
    @Override
    public void quantile(double p, double[] out) {
      double[] quantiles = new double[errors.length];
      boolean[] known = new boolean[errors.length];
      for (int i = 0; i < out.length; i++) {
        int k = set[i];
        if (!known[k]) {
          quantiles[k] = Quantiles.ofErrors(errors[k], p);
          known[k] = true;
        }
        out[i] = center[i] + scale[i] * quantiles[k];
      }
    }
  }

  /**
   * Simulated values.
   *
   * @param sorted per step, ascending values
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Simulated(double[][] sorted) implements Spread {
    @Override
    public void quantile(double p, double[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] = Quantiles.ofSorted(sorted[i], p);
      }
    }
  }

  /**
   * Another spread seen through an increasing function.
   *
   * @param inner spread on the other scale
   * @param toValue increasing function to the scale of the values
   */
  record Mapped(Spread inner, DoubleUnaryOperator toValue) implements Spread {
    @Override
    public void quantile(double p, double[] out) {
      inner.quantile(p, out);
      for (int i = 0; i < out.length; i++) {
        out[i] = toValue.applyAsDouble(out[i]);
      }
    }
  }

  /**
   * Another spread moved by a known amount per step.
   *
   * @param inner spread before the move
   * @param shift amount per step
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Shifted(Spread inner, double[] shift) implements Spread {
    @Override
    public void quantile(double p, double[] out) {
      inner.quantile(p, out);
      for (int i = 0; i < out.length; i++) {
        out[i] += shift[i];
      }
    }
  }

  /**
   * Of each step the spread that belongs to it.
   *
   * @param members spreads over all steps
   * @param which member of each step
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Chosen(List<Spread> members, int[] which) implements Spread {
    @Override
    public void quantile(double p, double[] out) {
      double[] own = new double[out.length];
      for (int i = 0; i < members.size(); i++) {
        members.get(i).quantile(p, own);
        for (int h = 0; h < out.length; h++) {
          out[h] = which[h] == i ? own[h] : out[h];
        }
      }
    }
  }

  /**
   * The weighted average of the members' quantiles about their means (Vincent's average), put
   * around a common centre.
   *
   * @param members spreads
   * @param weights weight of each
   * @param means point forecasts of each
   * @param center common centre per step
   * @param stretch factor on the distance from the centre
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pooled(
      List<Spread> members, double[] weights, List<double[]> means, double[] center, double stretch)
      implements Spread {
    @Override
    public void quantile(double p, double[] out) {
      double[] sum = new double[out.length];
      double total = 0;
      for (int i = 0; i < weights.length; i++) {
        members.get(i).quantile(p, out);
        double[] mean = means.get(i);
        for (int h = 0; h < out.length; h++) {
          sum[h] += weights[i] * (out[h] - mean[h]);
        }
        total += weights[i];
      }
      for (int h = 0; h < out.length; h++) {
        out[h] = center[h] + stretch * sum[h] / total;
      }
    }
  }
}
