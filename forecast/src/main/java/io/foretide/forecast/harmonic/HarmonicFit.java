package io.foretide.forecast.harmonic;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.numeric.Shown;
import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Map;

/**
 * A fitted {@link Harmonic}.
 *
 * @param inner model of the rest
 * @param seasons periods in steps
 * @param orders pairs of sine and cosine per period
 * @param weights their weights, of frequencies that two periods share only once
 * @param steps steps seen
 * @param waves seasonal part over the training data
 * @param partly whether the data held less than one of some season
 */
@SuppressWarnings("ArrayRecordComponent")
public record HarmonicFit(
    Fitted inner,
    double[] seasons,
    int[] orders,
    double[] weights,
    long steps,
    double[] waves,
    boolean partly)
    implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "harmonic";

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    double[] seasons = in.values();
    int[] orders = in.numbers();
    double[] weights = in.values();
    long steps = (long) in.value();
    boolean partly = in.flag();
    return new HarmonicFit(in.fit(), seasons, orders, weights, steps, new double[0], partly);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND)
        .values(seasons)
        .numbers(orders)
        .values(weights)
        .value(steps)
        .flag(partly)
        .fit(inner);
  }

  @Override
  public String method() {
    return "harmonics + " + inner.method();
  }

  @Override
  public int season() {
    return seasons.length == 0 ? 1 : (int) Math.max(1, Math.rint(seasons[0]));
  }

  private double[] ahead(int horizon) {
    return FourierTerms.waves(seasons, orders, weights, steps, horizon);
  }

  @Override
  public Result forecast(int horizon) {
    return switch (inner.forecast(horizon)) {
      case Refused refused -> refused;
      case Forecast rest -> {
        double[] shift = ahead(horizon);
        double[] mean = rest.mean();
        for (int h = 0; h < horizon; h++) {
          mean[h] += shift[h];
        }
        yield Forecast.of(method(), mean, new Spread.Shifted(rest.spread(), shift), assumed());
      }
    };
  }

  @Override
  public Fitted update(double value) {
    double rest = value - ahead(1)[0];
    return new HarmonicFit(inner.update(rest), seasons, orders, weights, steps + 1, waves, partly);
  }

  @Override
  public Fitted update(double... values) {
    double[] rest = values.clone();
    double[] ahead = ahead(values.length);
    for (int t = 0; t < rest.length; t++) {
      rest[t] -= ahead[t];
    }
    return new HarmonicFit(
        inner.update(rest), seasons, orders, weights, steps + values.length, waves, partly);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    Paths paths = inner.paths(horizon, count, seed);
    double[] shift = ahead(horizon);
    for (double[] path : paths.values()) {
      for (int h = 0; h < path.length; h++) {
        path[h] += shift[h];
      }
    }
    return paths;
  }

  @Override
  public InSample inSample() {
    InSample rest = inner.inSample();
    if (rest.fitted().length != waves.length) {
      return InSample.none();
    }
    double[] fitted = rest.fitted().clone();
    for (int t = 0; t < fitted.length; t++) {
      fitted[t] += waves[t];
    }
    return new InSample(fitted, rest.residuals());
  }

  @Override
  public Criteria criteria() {
    return inner.criteria();
  }

  @Override
  public Map<String, Double> parameters() {
    return inner.parameters();
  }

  @Override
  public Map<String, double[]> components() {
    return waves.length == 0 ? Map.of() : Map.of("seasonal", waves.clone());
  }

  @Override
  public String explain() {
    StringBuilder text = new StringBuilder("Seasons as sines and cosines:");
    for (int i = 0; i < seasons.length; i++) {
      text.append(' ').append(Shown.count(orders[i], "pair"));
      text.append(" for ").append(Shown.of(seasons[i])).append(" steps;");
    }
    return text.append(" the rest: ").append(inner.explain()).toString();
  }

  @Override
  public boolean assumed() {
    return inner.assumed() || partly;
  }

  @Override
  public boolean recursive() {
    return inner.recursive();
  }
}
