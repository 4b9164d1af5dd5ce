package io.foretide.forecast.auto;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.ensemble.EnsembleFit;
import io.foretide.forecast.ensemble.Pool;
import io.foretide.forecast.naive.SeasonalNaive;
import io.foretide.forecast.season.SeasonDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tries candidates on rolling origins and weights those that did well. */
final class AutoSearch {

  private static final int MOST_ORIGINS = 3;
  private static final double SHARPNESS = 4;
  private static final double LEAST_SHARE = 0.05;
  private static final double LEAST_STRETCH = 0.8;
  private static final double MOST_STRETCH = 2;

  private record Tried(
      Candidate candidate, Fitted fit, List<@Nullable Forecast> held, double score) {}

  private final String name;
  private final double[] y;
  private final int horizon;
  private final Rolling rolling;
  private final StringBuilder record = new StringBuilder();

  AutoSearch(String name, double[] y, int season, int horizon) {
    this.name = name;
    this.y = y;
    this.horizon = horizon;
    rolling = Rolling.of(y, season, horizon, MOST_ORIGINS);
  }

  static Fitted fit(Auto auto, double[] y) {
    int[] seasons =
        auto.seasons().length == 0 ? SeasonDetector.detect(y, auto.likely()) : auto.seasons();
    seasons = Arrays.stream(seasons).filter(m -> m > 1).toArray();
    int first = seasons.length == 0 ? 1 : seasons[0];
    int horizon = auto.horizon() > 0 ? auto.horizon() : first > 1 ? 2 * first : 10;
    AutoSearch search = new AutoSearch(auto.name(), y, first, horizon);
    Fitted fit = search.fit(Candidates.of(y, seasons), auto.units());
    // A forecast is due from a single value, however it runs away from it.
    return fit != null ? fit : SeasonalNaive.of(first).fit(y);
  }

  /** The candidates that fit into the budget together, or null where all of them refuse. */
  @Nullable Fitted fit(List<Candidate> candidates, double units) {
    List<Tried> tried = new ArrayList<>();
    double spent = 0;
    for (Candidate candidate : candidates) {
      double cost = candidate.units() * (1 + rolling.origins.length);
      if (!tried.isEmpty() && spent + cost > units) {
        record.append(candidate.name()).append(" left out for the budget; ");
        continue;
      }
      spent += cost;
      Fitted fit = candidate.forecaster().fit(y);
      if (!(fit.forecast(horizon) instanceof Forecast whole) || wild(whole, y)) {
        record.append(candidate.name()).append(" refused; ");
        continue;
      }
      List<@Nullable Forecast> held = new ArrayList<>();
      double score = 0;
      int counted = 0;
      for (int origin : rolling.origins) {
        if (candidate.forecaster().fit(rolling.before(origin)).forecast(rolling.horizon)
            instanceof Forecast forecast) {
          held.add(forecast);
          double error = rolling.error(origin, forecast.mean());
          if (!Double.isNaN(error)) {
            score += error;
            counted++;
          }
        } else {
          held.add(null);
        }
      }
      tried.add(new Tried(candidate, fit, held, counted == 0 ? Double.NaN : score / counted));
    }
    return tried.isEmpty() ? null : combine(tried, spent);
  }

  private Fitted combine(List<Tried> tried, double spent) {
    double best = Double.POSITIVE_INFINITY;
    for (Tried one : tried) {
      best = one.score() < best ? one.score() : best;
    }
    double[] weights = new double[tried.size()];
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      Tried one = tried.get(i);
      double prior = one.candidate().prior();
      if (Double.isNaN(one.score())) {
        weights[i] = Double.isInfinite(best) ? prior : 0;
      } else {
        double ratio = best > 0 ? one.score() / best : one.score() > 0 ? 1e9 : 1;
        weights[i] = prior * Math.pow(ratio, -SHARPNESS);
      }
      total += weights[i];
    }
    List<Fitted> members = new ArrayList<>();
    List<Tried> kept = new ArrayList<>();
    double[] shares = new double[weights.length];
    double left = 0;
    for (int i = 0; i < weights.length; i++) {
      Tried one = tried.get(i);
      if (weights[i] >= LEAST_SHARE * total) {
        members.add(one.fit());
        kept.add(one);
        shares[members.size() - 1] = weights[i];
        left += weights[i];
      }
      record.append(String.format(Locale.ROOT, "%s %.4g; ", one.candidate().name(), one.score()));
    }
    shares = Arrays.copyOf(shares, members.size());
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= left;
    }
    String text =
        String.format(
            Locale.ROOT,
            "Mean absolute error over %d origins of %d steps: %s%.0f units of work.",
            rolling.origins.length,
            rolling.horizon,
            record,
            spent);
    return new EnsembleFit(name, members, shares, false, stretch(kept, shares, rolling), text);
  }

  /** How much wider intervals must be for the held-out values, mixed with 1 where few are known. */
  private static double stretch(List<Tried> kept, double[] shares, Rolling rolling) {
    double[] ratios = new double[rolling.origins.length * rolling.horizon];
    int n = 0;
    for (int i = 0; i < rolling.origins.length; i++) {
      List<Forecast> members = new ArrayList<>();
      double[] weights = new double[kept.size()];
      for (int k = 0; k < kept.size(); k++) {
        Forecast held = kept.get(k).held().get(i);
        if (held != null) {
          weights[members.size()] = shares[k];
          members.add(held);
        }
      }
      if (!members.isEmpty()
          && Pool.of("", members, Arrays.copyOf(weights, members.size()), false, 1, false)
              instanceof Forecast forecast) {
        n = rolling.ratios(rolling.origins[i], forecast, ratios, n);
      }
    }
    if (n < 5) {
      return 1;
    }
    double[] sorted = Arrays.copyOf(ratios, n);
    Arrays.sort(sorted);
    double needed = sorted[Math.min(n - 1, (int) (0.95 * n))];
    double trust = n / (n + 30.0);
    double mixed = Math.exp(trust * Math.log(Math.max(1e-3, needed)));
    return Math.max(LEAST_STRETCH, Math.min(MOST_STRETCH, mixed));
  }

  /** A forecast that runs away from everything seen so far. */
  private static boolean wild(Forecast forecast, double[] y) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : y) {
      if (!Double.isNaN(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    double room = 3 * (most - least) + 1e-9 * Math.max(Math.abs(least), Math.abs(most));
    for (int h = 0; h < forecast.horizon(); h++) {
      double value = forecast.mean(h);
      if (value < least - room || value > most + room) {
        return true;
      }
    }
    return false;
  }
}
