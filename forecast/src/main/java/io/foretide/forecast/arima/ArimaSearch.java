package io.foretide.forecast.arima;

import io.foretide.forecast.numeric.Lbfgs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maximum likelihood over the stationary and invertible region, from several starts. */
final class ArimaSearch {

  /** Coefficients with their likelihood. */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(double[] coefficients, double logLikelihood) {}

  private static final double[] LEADS = {-0.7, 0, 0.7};
  private static final double STEP = 1e-5;
  private static final int CROWDED_STARTS = 10;

  private final ArimaOrder order;
  private final ArimaLikelihood likelihood;
  private final double[] coefficients;

  ArimaSearch(ArimaOrder order, ArimaLikelihood likelihood) {
    this.order = order;
    this.likelihood = likelihood;
    coefficients = new double[order.coefficients()];
  }

  /**
   * The best point.
   *
   * @param warm coefficients to start from, or null for a search from scratch
   * @param tolerance likelihood gain below which the search ends
   * @param starts how many of the best coarse starts are followed
   */
  Found best(double @Nullable [] warm, double tolerance, int starts) {
    int k = order.coefficients();
    if (k == 0) {
      return new Found(new double[0], likelihood.at(new double[0]));
    }
    List<double[]> points = new ArrayList<>();
    if (warm != null && warm.length == k) {
      points.add(free(warm));
    } else {
      points.addAll(coarse(crowded() ? CROWDED_STARTS : starts));
    }
    Lbfgs.Minimum best = null;
    for (double[] point : points) {
      Lbfgs.Minimum found =
          Lbfgs.minimise(this::value, point, points.size() > 1 ? 0.1 : tolerance, 60);
      if (best == null || found.value() < best.value()) {
        best = found;
      }
    }
    Lbfgs.Minimum last = java.util.Objects.requireNonNull(best);
    if (points.size() > 1) {
      last = Lbfgs.minimise(this::value, last.x(), tolerance, 200);
    }
    return new Found(natural(last.x()).clone(), -last.value());
  }

  /** Whether both sides have second coefficients, which makes for many local optima. */
  private boolean crowded() {
    return order.p() > 1 && order.q() > 1 && order.seasonalP() + order.seasonalQ() == 0;
  }

  /** A search that may end early, from given coefficients or coarse starts. */
  Found roughly(double @Nullable [] warm, int starts, double tolerance) {
    if (order.coefficients() == 0) {
      return new Found(new double[0], likelihood.at(new double[0]));
    }
    List<double[]> points =
        warm != null && warm.length == order.coefficients() ? List.of(free(warm)) : coarse(starts);
    Lbfgs.Minimum best = null;
    for (double[] point : points) {
      Lbfgs.Minimum found = Lbfgs.minimise(this::value, point, tolerance, 40);
      if (best == null || found.value() < best.value()) {
        best = found;
      }
    }
    double[] x = java.util.Objects.requireNonNull(best).x();
    return new Found(natural(x).clone(), -best.value());
  }

  private List<double[]> coarse(int starts) {
    int[] sizes = {order.p(), order.q(), order.seasonalP(), order.seasonalQ()};
    boolean both = crowded();
    record Start(double[] x, double value) {}
    List<double[]> grid = new ArrayList<>();
    grid.add(new double[order.coefficients()]);
    int at = 0;
    for (int size : sizes) {
      for (int i = 0; i < Math.min(size, both ? 2 : 1); i++) {
        List<double[]> wider = new ArrayList<>();
        for (double[] x : grid) {
          for (double lead : LEADS) {
            double[] copy = x.clone();
            copy[at + i] = lead;
            wider.add(copy);
          }
        }
        grid = wider;
      }
      at += size;
    }
    List<Start> all = new ArrayList<>();
    for (double[] x : grid) {
      all.add(new Start(x, -likelihood.at(natural(x))));
    }
    all.sort(Comparator.comparingDouble(Start::value));
    return all.stream().limit(starts).map(Start::x).toList();
  }

  /**
   * Minus log-likelihood with one-sided differences: their error moves the optimum by far less than
   * the likelihood can tell.
   */
  private double value(double[] x, double[] gradient) {
    double value = -likelihood.at(natural(x));
    if (!(value < Double.POSITIVE_INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] moved = x.clone();
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i] + STEP;
      gradient[i] = (-likelihood.at(natural(moved)) - value) / STEP;
      moved[i] = x[i];
      if (!Double.isFinite(gradient[i])) {
        gradient[i] = 0;
      }
    }
    return value;
  }

  /** Model coefficients of free ones; moving averages are kept invertible. */
  private double[] natural(double[] x) {
    int at = 0;
    for (int block = 0; block < 4; block++) {
      int size = size(block);
      double[] part = Arma.stationary(x, at, size);
      for (int i = 0; i < size; i++) {
        coefficients[at + i] = block % 2 == 0 ? part[i] : -part[i];
      }
      at += size;
    }
    return coefficients;
  }

  private double[] free(double[] natural) {
    double[] x = new double[natural.length];
    int at = 0;
    for (int block = 0; block < 4; block++) {
      int size = size(block);
      double[] part = new double[size];
      for (int i = 0; i < size; i++) {
        part[i] = block % 2 == 0 ? natural[at + i] : -natural[at + i];
      }
      System.arraycopy(Arma.free(part), 0, x, at, size);
      at += size;
    }
    return x;
  }

  private int size(int block) {
    return switch (block) {
      case 0 -> order.p();
      case 1 -> order.q();
      case 2 -> order.seasonalP();
      default -> order.seasonalQ();
    };
  }
}
