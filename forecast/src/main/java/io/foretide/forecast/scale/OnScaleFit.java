package io.foretide.forecast.scale;

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
import java.util.Arrays;
import java.util.Map;

/**
 * A fitted {@link OnScale}. Criteria and parameters are those on the other scale.
 *
 * @param inner the model on the other scale
 * @param scale the scale
 */
public record OnScaleFit(Fitted inner, ValueScale scale) implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "on-scale";

  /** Restores a model. */
  public static Fitted read(StateReader in) {
    ValueScale scale = new ValueScale(in.value(), in.value(), in.flag(), in.value(), in.value());
    return new OnScaleFit(in.fit(), scale);
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).value(scale.lambda()).value(scale.shift()).flag(scale.biasAdjusted());
    out.value(scale.lower()).value(scale.upper()).fit(inner);
  }

  @Override
  public String method() {
    return inner.method();
  }

  @Override
  public int season() {
    return inner.season();
  }

  @Override
  public Result forecast(int horizon) {
    return switch (inner.forecast(horizon)) {
      case Refused refused -> refused;
      case Forecast forecast -> {
        double[] mean = forecast.mean();
        double[] sd = scale.biasAdjusted() ? deviations(forecast) : new double[horizon];
        for (int h = 0; h < horizon; h++) {
          mean[h] = scale.mean(mean[h], sd[h]);
        }
        yield Forecast.of(
            forecast.method(),
            mean,
            new Spread.Mapped(forecast.spread(), scale::from),
            forecast.assumed());
      }
    };
  }

  private static double[] deviations(Forecast forecast) {
    double[] low = forecast.quantile(0.15865525393145707);
    double[] high = forecast.quantile(0.8413447460685429);
    for (int h = 0; h < low.length; h++) {
      high[h] = (high[h] - low[h]) / 2;
    }
    return high;
  }

  @Override
  public Fitted update(double value) {
    return new OnScaleFit(inner.update(scaled(value)), scale);
  }

  @Override
  public Fitted update(double... values) {
    return new OnScaleFit(inner.update(Arrays.stream(values).map(this::scaled).toArray()), scale);
  }

  private double scaled(double value) {
    double scaled = Double.isFinite(value) ? scale.to(value) : Double.NaN;
    return Double.isFinite(scaled) ? scaled : Double.NaN;
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    Paths paths = inner.paths(horizon, count, seed);
    for (double[] path : paths.values()) {
      for (int h = 0; h < path.length; h++) {
        path[h] = scale.from(path[h]);
      }
    }
    return paths;
  }

  @Override
  public InSample inSample() {
    InSample scaled = inner.inSample();
    double[] fitted = new double[scaled.fitted().length];
    double[] residuals = new double[fitted.length];
    for (int t = 0; t < fitted.length; t++) {
      fitted[t] = scale.from(scaled.fitted()[t]);
      residuals[t] = scale.from(scaled.fitted()[t] + scaled.residuals()[t]) - fitted[t];
    }
    return new InSample(fitted, residuals);
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
  public String explain() {
    String how =
        scale.lambda() == 1
            ? ""
            : scale.lambda() == 0
                ? " Fitted to logarithms, so that it works with percentages."
                : " Fitted to Box-Cox values with power " + Shown.of(scale.lambda()) + ".";
    return inner.explain() + how;
  }

  @Override
  public boolean assumed() {
    return inner.assumed();
  }

  @Override
  public boolean recursive() {
    return inner.recursive();
  }
}
