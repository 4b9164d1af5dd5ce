package io.foretide.forecast.arima;

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
  private static final double[] WIDE_LEADS = {-1.5, 0, 1.5};
  private static final double ROUGH = 0.1;

  /** Free value of a moving average that nearly cancels a difference. */
  private static final double CANCELLING = 1.5;

  private static final double SUMMING = 0.99;
  private static final double SLOW = 0.9;
  private static final double SLOWER = 0.85;

  /** Starts are not nearer to the border than this free value. */
  private static final double INSIDE = 2;

  private static final int CROWDED_STARTS = 10;

  private final ArimaOrder order;
  private final ArimaLikelihood likelihood;
  private final double[] coefficients;
  private final Scoring scoring;

  ArimaSearch(ArimaOrder order, ArimaLikelihood likelihood) {
    this.order = order;
    this.likelihood = likelihood;
    coefficients = new double[order.coefficients()];
    scoring = new Scoring(likelihood, this::natural, order.coefficients());
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
      points.addAll(coarse(crowded() || pure() ? CROWDED_STARTS : starts));
      if (order.seasonalP() == 1 && order.seasonalQ() == 1 && order.seasonalD() == 0) {
        points.add(slowSeason(points.get(0)));
      }
    }
    Scoring.Minimum best = null;
    for (double[] point : points) {
      Scoring.Minimum found = scoring.minimise(point, points.size() > 1 ? ROUGH : tolerance, 200);
      if (best == null || found.value() < best.value()) {
        best = found;
      }
    }
    Scoring.Minimum last = java.util.Objects.requireNonNull(best);
    if (points.size() > 1) {
      last = scoring.minimise(last.x(), tolerance, 600);
    }
    return new Found(natural(last.x()).clone(), -last.value());
  }

  /** Whether both sides have second coefficients, which makes for many local optima. */
  private boolean crowded() {
    return order.p() > 1 && order.q() > 1 && order.seasonalP() + order.seasonalQ() == 0;
  }

  /** Whether errors alone have to explain a series that was not differenced. */
  private boolean pure() {
    return order.p() + order.seasonalP() + order.lost() == 0
        && Math.max(order.q(), order.seasonalQ()) > 1;
  }

  /**
   * A search that may end early, from given coefficients or coarse starts.
   *
   * @param least log-likelihood that it must be able to reach to go on
   */
  Found roughly(double @Nullable [] warm, int starts, double tolerance, double least) {
    if (order.coefficients() == 0) {
      return new Found(new double[0], likelihood.at(new double[0]));
    }
    List<double[]> points =
        warm != null && warm.length == order.coefficients() ? List.of(free(warm)) : coarse(starts);
    Scoring.Minimum best = null;
    for (double[] point : points) {
      Scoring.Minimum found = scoring.minimise(point, tolerance, 200, -least);
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
      for (int i = 0; i < Math.min(size, pure() ? 3 : both ? 2 : 1); i++) {
        List<double[]> wider = new ArrayList<>();
        for (double[] x : grid) {
          for (double lead : pure() ? WIDE_LEADS : LEADS) {
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
    ArmaStart regressions = ArmaStart.of(order, likelihood.differenced());
    double[] plain = inside(free(regressions.autoregression()));
    all.add(new Start(plain, -likelihood.at(natural(plain))));
    all.sort(Comparator.comparingDouble(Start::value));
    // The likelihood at a start says little about the optimum near it, hence two in any case.
    List<double[]> out = new ArrayList<>();
    out.add(inside(free(regressions.both())));
    if (order.seasonalQ() > 0) {
      double[] cancelling = inside(free(regressions.both()));
      cancelling[order.p() + order.q() + order.seasonalP()] = CANCELLING;
      out.add(cancelling);
    } else if (order.q() > 0) {
      double[] cancelling = plain.clone();
      cancelling[order.p()] = CANCELLING;
      out.add(cancelling);
    }
    int others = Math.max(0, starts - out.size());
    if (pure()) {
      out.add(summing());
    }
    all.stream().limit(others).map(Start::x).forEach(out::add);
    return out;
  }

  /** Moving averages that all but sum errors, as series of trending levels want without lags. */
  private double[] summing() {
    double[] c = new double[order.coefficients()];
    binomial(c, 0, order.q());
    binomial(c, order.q(), order.seasonalQ());
    return free(c);
  }

  /** A season that changes slowly: its autoregression is all but cancelled by its average. */
  private double[] slowSeason(double[] start) {
    double[] c = natural(start).clone();
    c[c.length - 2] = SLOW;
    c[c.length - 1] = -SLOWER;
    return free(c);
  }

  private static void binomial(double[] c, int from, int n) {
    double value = 1;
    for (int i = 1; i <= n; i++) {
      value *= SUMMING * (n - i + 1) / i;
      c[from + i - 1] = value;
    }
  }

  private static double[] inside(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.clamp(x[i], -INSIDE, INSIDE);
    }
    return x;
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
