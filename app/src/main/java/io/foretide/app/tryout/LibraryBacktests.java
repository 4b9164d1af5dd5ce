package io.foretide.app.tryout;

import io.foretide.app.forecast.Asked;
import io.foretide.app.forecast.Seasons;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.InputException;
import io.foretide.app.input.Points;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.Interval;
import io.foretide.forecast.Refused;
import io.foretide.forecast.backtest.Backtest;
import io.foretide.forecast.backtest.Outcome;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.tryout.Backtests;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Backtests with the methods of the libraries. Thread-safe. */
public final class LibraryBacktests implements Backtests {
  private static final String NAIVE = "seasonal_naive";
  private static final double[] LEVELS = {80, 95};
  private static final int WHOLE_HORIZON = 3;

  @Override
  public List<Method> methods() {
    return MethodCatalog.entries().stream()
        .map(e ->
            new Method(
                e.name(),
                e.description(),
                e.seasons().name().toLowerCase(Locale.ROOT),
                e.parameters().stream()
                    .map(p -> new Parameter(p.name(), p.kind().toString(), p.description()))
                    .toList()))
        .toList();
  }

  @Override
  public List<Method> detectors() {
    return LibraryDetections.methods();
  }

  @Override
  public Detection detect(DetectWish wish, Values values) {
    try {
      return LibraryDetections.run(wish, series(values));
    } catch (InputException e) {
      throw ApiError.invalid(null, setting(e));
    }
  }

  /** What an option of the command line is called there is a setting here. */
  private static String setting(InputException e) {
    return String.valueOf(e.getMessage())
        .replace("--train-until", "train")
        .replaceAll("--(\\w+)", "$1");
  }

  @Override
  public Result run(Wish wish, Values values, BooleanSupplier over) {
    try {
      return tried(wish, series(values), over);
    } catch (InputException e) {
      throw ApiError.invalid(null, setting(e));
    }
  }

  private static EvenSeries series(Values values) {
    Points points = new Points(values.series());
    for (int i = 0; i < values.times().length; i++) {
      if (!Double.isNaN(values.values()[i])) {
        points.add(values.times()[i], values.values()[i]);
      }
    }
    return switch (EvenSeries.of(points, values.step(), Optional.empty(), ZoneOffset.UTC)) {
      case EvenSeries.Made.Even even -> even.series();
      case EvenSeries.Made.No no ->
          throw ApiError.invalid("series", no.reason() + "; it needs " + no.needs());
    };
  }

  private static Result tried(Wish wish, EvenSeries series, BooleanSupplier over) {
    int[] seasons = Seasons.of(wish.season(), series, series.values());
    int horizon = Asked.steps(wish.horizon(), series, seasons);
    int room = series.values().length - 1;
    if (room < 2 * horizon) {
      throw ApiError.invalid(
          "horizon",
          "a horizon of "
              + horizon
              + " steps is too long for "
              + series.values().length
              + " values: choose a shorter one, or a shorter step");
    }
    // At least half of the values are left to learn from.
    int origins = Math.max(1, Math.min(wish.origins(), series.values().length / 2 / horizon));
    Map<String, Tally> tallies = new LinkedHashMap<>();
    tallies.put(NAIVE, new Tally(maker(NAIVE, Map.of(), seasons, horizon, series)));
    if (!wish.method().equals(NAIVE) || !wish.parameters().isEmpty()) {
      tallies.put(
          wish.method(),
          new Tally(maker(wish.method(), wish.parameters(), seasons, horizon, series)));
    }
    List<Origin> shown = new ArrayList<>();
    int done = 0;
    while (done < origins && (done == 0 || !over.getAsBoolean())) {
      int origin = series.values().length - horizon * (done + 1);
      double[] known = Arrays.copyOf(series.values(), origin + horizon);
      Optional<Forecast> newest = Optional.empty();
      for (Tally tally : tallies.values()) {
        newest = tally.add(known, horizon, seasons[0]);
      }
      newest.ifPresent(f -> {
        Interval interval = f.interval(LEVELS[1]);
        shown.addFirst(new Origin(origin, f.mean(), interval.lower(), interval.upper()));
      });
      done++;
    }
    return new Result(
        horizon,
        Arrays.stream(seasons).filter(s -> s > 1).boxed().toList(),
        done == origins,
        tallies.entrySet().stream().map(e -> e.getValue().score(e.getKey())).toList(),
        shown);
  }

  private static Forecaster maker(
      String method, Map<String, String> own, int[] seasons, int horizon, EvenSeries series) {
    return Asked.maker(method, own, seasons, horizon, series);
  }

  /** Sums the figures of single origins. */
  private static final class Tally {
    private final Forecaster method;
    private final double[] sums = new double[5];
    private final int[] counts = new int[5];
    private int origins;
    private int refused;
    private String why = "";
    private long nanos;

    Tally(Forecaster method) {
      this.method = method;
    }

    Optional<Forecast> add(double[] known, int horizon, int season) {
      long start = System.nanoTime();
      Outcome outcome =
          new Backtest(horizon, 1, 1, Backtest.Mode.REFIT, LEVELS, season).run(method, known);
      nanos += System.nanoTime() - start;
      Optional<Forecast> forecast = outcome.held().getFirst().forecast();
      if (forecast.isEmpty()) {
        refused++;
        why = why.isEmpty() ? reason(known, horizon) : why;
        return forecast;
      }
      origins++;
      take(0, outcome.mae());
      take(1, outcome.mase());
      take(2, outcome.smape());
      take(3, inside(outcome, LEVELS[0]));
      take(4, inside(outcome, LEVELS[1]));
      return forecast;
    }

    private String reason(double[] known, int horizon) {
      return method.fit(Arrays.copyOf(known, known.length - horizon)).forecast(horizon)
              instanceof Refused no
          ? no.reason() + "; it needs " + no.needs()
          : "";
    }

    private static double inside(Outcome outcome, double level) {
      double[] parts = outcome.coverage().get(level);
      return parts == null ? Double.NaN : parts[WHOLE_HORIZON];
    }

    private void take(int i, double value) {
      if (Double.isFinite(value)) {
        sums[i] += value;
        counts[i]++;
      }
    }

    private double mean(int i) {
      return counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
    }

    Score score(String name) {
      return new Score(
          name, origins, refused, why, mean(0), mean(1), mean(2), mean(3), mean(4), nanos / 1e9);
    }
  }
}
