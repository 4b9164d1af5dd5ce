package io.foretide.forecast.auto;

import io.foretide.forecast.ar.LagRidge;
import io.foretide.forecast.arima.Arima;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.naive.SeasonalNaive;
import io.foretide.forecast.scale.OnScale;
import io.foretide.forecast.scale.ValueScale;
import io.foretide.forecast.stl.Mstl;
import io.foretide.forecast.theta.Theta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which methods suit a series, by its length, seasons and sign. */
final class Candidates {

  private Candidates() {}

  /**
   * Candidates, the ones tried first in front.
   *
   * @param n number of values
   * @param seasons periods in steps, ascending, each above 1
   */
  static List<Candidate> of(double[] y, int[] seasons) {
    int n = y.length;
    int usable = 0;
    boolean positive = true;
    for (double value : y) {
      usable += Double.isNaN(value) ? 0 : 1;
      positive &= !(value <= 0);
    }
    int first = seasons.length == 0 ? 1 : seasons[0];
    int[] used = Arrays.stream(seasons).filter(m -> n >= 2 * m).toArray();
    boolean longSeason = first > Ets.LONGEST_AUTOMATIC_SEASON;
    List<Candidate> all = new ArrayList<>();
    all.add(new Candidate("seasonal-naive", SeasonalNaive.of(first), 10, 0.5));
    if (usable < 4) {
      return all;
    }
    all.add(new Candidate("dotm", Theta.dynamic(first), 0.5 * n, 1));
    LagRidge ridge = ridge(n, first, used);
    double ridgeUnits = n * Math.pow(ridge.lags().length, 2) / 1500.0;
    boolean deep = usable > 3 * ridge.lags().length + 10 && usable > 50;
    if (deep) {
      if (positive) {
        all.add(
            new Candidate("lag-ridge-log", new OnScale(ridge, ValueScale.log()), ridgeUnits, 1));
      }
      all.add(new Candidate("lag-ridge", ridge, ridgeUnits, 1));
    }
    all.add(new Candidate("ets", Ets.auto(first), (first > 1 ? 60.0 : 12.0) * n, 1));
    all.add(new Candidate("theta", Theta.of(first), 0.5 * n, 1));
    if (first > 1 && !longSeason && usable > 4 * first) {
      Arima arima = Arima.seasonal(2, 0, 2, 0, 1, 1, first);
      all.add(new Candidate("arima", arima, (first > 8 ? 20.0 : 12.0) * n, 1));
    }
    if (used.length > 0 && (longSeason || used.length > 1 || n > 6 * first)) {
      all.add(new Candidate("mstl-ets", new Mstl(Ets.auto(1), used), 20.0 * n, 1));
    }
    return all;
  }

  private static LagRidge ridge(int n, int first, int[] used) {
    return used.length == 0 || first == 1 ? LagRidge.around(n, 1) : LagRidge.around(n, used);
  }
}
