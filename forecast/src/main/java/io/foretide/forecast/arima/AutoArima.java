package io.foretide.forecast.arima;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.naive.MeanForecaster;
import io.foretide.forecast.naive.SeasonalNaive;
import io.foretide.forecast.scale.Intake;
import io.foretide.forecast.season.Gaps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the orders of a seasonal ARIMA model by AICc, stepping from a few starting models to
 * better neighbours (Hyndman and Khandakar 2008). Candidates are fitted roughly, from the
 * coefficients of the model next to them; the best few are then fitted to the end.
 *
 * @param season period in steps, 1 for none
 * @param differences differences, -1 to choose by the KPSS test
 * @param seasonalDifferences seasonal differences, -1 to choose by seasonal strength
 */
public record AutoArima(int season, int differences, int seasonalDifferences)
    implements Forecaster {

  private static final int MOST_P = 5;
  private static final int MOST_SEASONAL = 2;
  private static final int MOST_ORDER = 7;
  private static final int MOST_MODELS = 94;
  private static final double ROUGH = 0.02;
  private static final int DEAD_ENDS = 2;
  private static final double HOPELESS = 12;

  /** AICc beyond the least so far from which a candidate is not fitted on. */
  private static final double GIVEN_UP = 20;

  /** Chooses everything. */
  public static AutoArima of(int season) {
    return new AutoArima(season, -1, -1);
  }

  @Override
  public String name() {
    return "auto-arima";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, this::search);
  }

  private Fitted search(double[] y) {
    int usable = 0;
    double first = Double.NaN;
    boolean constant = true;
    for (double value : y) {
      if (!Double.isNaN(value)) {
        usable++;
        constant &= Double.isNaN(first) || value == first;
        first = value;
      }
    }
    if (constant || usable < 4) {
      return (usable < 4 ? SeasonalNaive.of(season) : new MeanForecaster()).fit(y);
    }
    int bigD =
        seasonalDifferences >= 0 ? seasonalDifferences : UnitRoots.seasonalDifferences(y, season);
    double[] w = Gaps.filled(y, season);
    if (bigD > 0) {
      w = UnitRoots.differenced(w, season);
    }
    int d = differences >= 0 ? differences : UnitRoots.differences(w);
    // Gapped series take the exact filter only for the model that is kept.
    double[] searched = Gaps.filled(y, season);
    Walk walk = new Walk(searched, d, bigD, season, usable);
    ArimaOrder best = walk.best();
    if (best == null) {
      return SeasonalNaive.of(season).fit(y);
    }
    Fitted fit = walk.finished(y, best);
    // A season that the data does not hold once cannot show in the errors.
    boolean unseen = season > 1 && usable < season + 2;
    return unseen && fit instanceof ArimaFit arima ? arima.asAssumed() : fit;
  }

  /** The step-by-step search. */
  private static final class Walk {
    private final double[] y;
    private final int d;
    private final int bigD;
    private final int season;
    private final int most;
    private final Map<ArimaOrder, ArimaSearch.Found> found = new HashMap<>();
    private final Map<ArimaOrder, Double> scores = new HashMap<>();
    private final Set<ArimaOrder> tried = new HashSet<>();

    Walk(double[] y, int d, int bigD, int season, int usable) {
      this.y = y;
      this.d = d;
      this.bigD = bigD;
      this.season = season;
      most = Math.min(MOST_P, usable / 3);
    }

    @Nullable ArimaOrder best() {
      boolean seasonal = season > 1 && y.length > 3 * season;
      boolean constant = d + bigD <= 1;
      int s = seasonal ? 1 : 0;
      int big = Math.min(2, most);
      tryOrder(big, big, s, s, constant, null);
      tryOrder(0, 0, 0, 0, constant, null);
      if (constant) {
        tryOrder(0, 0, 0, 0, false, null);
      }
      tryOrder(Math.min(1, most), 0, s, 0, constant, null);
      tryOrder(0, Math.min(1, most), 0, s, constant, null);
      // Neighbours of the best first; then of the next best, as long as work is allowed.
      Set<ArimaOrder> visited = new HashSet<>();
      for (int dead = 0; dead < DEAD_ENDS && tried.size() < MOST_MODELS; ) {
        ArimaOrder before = least(visited);
        if (before == null) {
          break;
        }
        double score = scores.getOrDefault(before, Double.POSITIVE_INFINITY);
        ArimaOrder top = least(Set.of());
        if (top != null && score > scores.getOrDefault(top, score) + HOPELESS) {
          break;
        }
        visited.add(before);
        neighbours(before, seasonal);
        ArimaOrder after = least(Set.of());
        dead = after != null && scores.getOrDefault(after, score) < score ? 0 : dead + 1;
      }
      return least(Set.of());
    }

    private void neighbours(ArimaOrder o, boolean seasonal) {
      int[][] moves = {
        {0, 0, -1, 0}, {0, 0, 0, -1}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, -1, -1}, {0, 0, -1, 1},
        {0, 0, 1, -1}, {0, 0, 1, 1}, {-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0},
        {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0}, {1, 1, 0, 0}
      };
      for (int[] m : moves) {
        if (!seasonal && (m[2] != 0 || m[3] != 0)) {
          continue;
        }
        tryOrder(
            o.p() + m[0],
            o.q() + m[1],
            o.seasonalP() + m[2],
            o.seasonalQ() + m[3],
            o.constant(),
            o);
      }
      if (d + bigD <= 1) {
        tryOrder(o.p(), o.q(), o.seasonalP(), o.seasonalQ(), !o.constant(), o);
      }
    }

    private void tryOrder(
        int p, int q, int bigP, int bigQ, boolean constant, @Nullable ArimaOrder from) {
      if (p < 0
          || q < 0
          || bigP < 0
          || bigQ < 0
          || p > most
          || q > most
          || bigP > MOST_SEASONAL
          || bigQ > MOST_SEASONAL
          || p + q + bigP + bigQ > MOST_ORDER) {
        return;
      }
      ArimaOrder order = new ArimaOrder(p, d, q, bigP, bigD, bigQ, season, constant);
      if (!tried.add(order)) {
        return;
      }
      ArimaLikelihood likelihood = new ArimaLikelihood(order, y, ArimaFit.inputs(order, y.length));
      if (likelihood.used() < order.coefficients() + 3) {
        return;
      }
      double[] warm = from == null ? null : neighbour(from, order);
      ArimaSearch.Found result =
          new ArimaSearch(order, likelihood)
              .roughly(warm, from == null ? 2 : 1, ROUGH, needed(order, likelihood));
      double score = aicc(order, likelihood, result.logLikelihood());
      if (nearUnitRoot(order, result.coefficients())) {
        score = Double.POSITIVE_INFINITY;
      }
      found.put(order, result);
      scores.put(order, score);
    }

    /** Log-likelihood below which a model is hopeless beside the best one so far. */
    private double needed(ArimaOrder order, ArimaLikelihood likelihood) {
      ArimaOrder top = least(Set.of());
      double score = top == null ? Double.POSITIVE_INFINITY : scores.getOrDefault(top, 0.0);
      return (aicc(order, likelihood, 0) - score - GIVEN_UP) / 2;
    }

    private static double aicc(ArimaOrder order, ArimaLikelihood likelihood, double value) {
      int k = order.coefficients() + (likelihood.slopes.length > 0 ? 1 : 0) + 1;
      return new io.foretide.forecast.Criteria(value, k, likelihood.used(), 0).aicc();
    }

    /** Coefficients of the model next door, shared orders kept and new ones near zero. */
    private double @Nullable [] neighbour(ArimaOrder from, ArimaOrder to) {
      ArimaSearch.Found known = found.get(from);
      if (known == null) {
        return null;
      }
      int[] before = {from.p(), from.q(), from.seasonalP(), from.seasonalQ()};
      int[] after = {to.p(), to.q(), to.seasonalP(), to.seasonalQ()};
      double[] c = new double[to.coefficients()];
      int a = 0;
      int b = 0;
      for (int block = 0; block < 4; block++) {
        for (int i = 0; i < after[block]; i++) {
          c[b + i] = i < before[block] ? 0.9 * known.coefficients()[a + i] : 0.01;
        }
        a += before[block];
        b += after[block];
      }
      return c;
    }

    private @Nullable ArimaOrder least(Set<ArimaOrder> without) {
      ArimaOrder best = null;
      double least = Double.POSITIVE_INFINITY;
      for (Map.Entry<ArimaOrder, Double> entry : scores.entrySet()) {
        double score = entry.getValue();
        if (without.contains(entry.getKey())) {
          continue;
        }
        if (score < least
            || (score == least && best != null && entry.getKey().hashCode() < best.hashCode())) {
          least = score;
          best = entry.getKey();
        }
      }
      return best;
    }

    /** An autoregression this close to a unit root would rather be differenced. */
    private static boolean nearUnitRoot(ArimaOrder order, double[] c) {
      double[] ar = java.util.Arrays.copyOf(c, order.p());
      int at = order.p() + order.q();
      double[] sar = java.util.Arrays.copyOfRange(c, at, at + order.seasonalP());
      return explosive(ar) || explosive(sar);
    }

    private static boolean explosive(double[] ar) {
      for (double free : Arma.free(ar)) {
        if (Math.abs(Math.tanh(free)) > 0.9995) {
          return true;
        }
      }
      return false;
    }

    Fitted finished(double[] gapped, ArimaOrder best) {
      double least = scores.getOrDefault(best, 0.0);
      Fitted winner = null;
      double winning = Double.POSITIVE_INFINITY;
      for (Map.Entry<ArimaOrder, Double> entry :
          scores.entrySet().stream()
              .filter(e -> e.getValue() < least + 2)
              .sorted(Map.Entry.comparingByValue())
              .limit(2)
              .toList()) {
        ArimaSearch.Found known = found.get(entry.getKey());
        Fitted fit =
            ArimaFit.estimate(
                new Arima(entry.getKey()),
                gapped,
                known == null ? null : known.coefficients(),
                1e-4,
                2);
        double score = fit.criteria().aicc();
        if (winner == null || score < winning) {
          winner = fit;
          winning = score;
        }
      }
      return java.util.Objects.requireNonNull(winner);
    }
  }
}
