package io.foretide.forecast.prophet;

import io.foretide.forecast.Criteria;
import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.InSample;
import io.foretide.forecast.Paths;
import io.foretide.forecast.Refused;
import io.foretide.forecast.Result;
import io.foretide.forecast.Spread;
import io.foretide.forecast.prophet.Trend.Growth;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A fitted {@link Prophet}. */
public final class ProphetFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "prophet";

  private static final int LEAST_VALUES = 10;
  private static final int DRAWS = 1000;
  private static final long SEED = 20_170_101L;

  private final Prophet model;
  private final double[] days;
  private final double[] y;
  private final double[][] inputs;
  private final List<Feature> features;
  private final double origin;
  private final double span;
  private final double scale;
  private final double[] changepoints;
  private final double[] inputMeans;
  private final double[] inputScales;
  private final ProphetMode mode;

  private ProphetFit(Prophet model, double[] days, double[] y, double[][] inputs) {
    this.model = model;
    this.days = days;
    this.y = y;
    this.inputs = inputs;
    int n = 0;
    int[] known = new int[y.length];
    double largest = 0;
    for (int i = 0; i < y.length; i++) {
      if (!Double.isNaN(y[i])) {
        known[n++] = i;
        largest = Math.max(largest, Math.abs(y[i]));
      }
    }
    scale = largest > 0 ? largest : 1;
    origin = days[known[0]];
    double width = days[known[n - 1]] - origin;
    span = width > 0 ? width : 1;
    double[] at = new double[n];
    double[] t = new double[n];
    double[] v = new double[n];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      at[i] = days[known[i]];
      t[i] = (at[i] - origin) / span;
      v[i] = y[known[i]] / scale;
      if (i > 0) {
        least = Math.min(least, at[i] - at[i - 1]);
      }
    }
    features = model.all(width, least);
    changepoints = changepoints(model, t);
    inputMeans = new double[inputs.length];
    inputScales = new double[inputs.length];
    double[][] chosen = new double[inputs.length][n];
    for (int k = 0; k < inputs.length; k++) {
      for (int i = 0; i < n; i++) {
        chosen[k][i] = inputs[k][known[i]];
      }
      standard(k, chosen[k]);
    }
    double[][] x = Feature.matrix(features, at, standardised(chosen));
    mode = new ProphetMode(model, features, t, v, changepoints, model.cap() / scale, x);
    mode.search();
  }

  static Fitted of(Prophet model, double[] days, double[] y, double[][] inputs) {
    return new ProphetFit(model, days, y, inputs);
  }

  private static double[] changepoints(Prophet model, double[] t) {
    int history = (int) Math.floor(t.length * model.changepointRange());
    int count = Math.min(model.changepoints(), history - 1);
    if (model.growth() == Growth.FLAT || count <= 0) {
      return new double[0];
    }
    double[] out = new double[count];
    for (int j = 0; j < count; j++) {
      out[j] = t[(int) Math.rint((j + 1.0) * (history - 1) / count)];
    }
    return out;
  }

  private void standard(int k, double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = 0;
    boolean binary = true;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
      binary &= value == 0 || value == 1;
    }
    double sd = Math.sqrt(squares / Math.max(1, values.length - 1));
    inputMeans[k] = binary ? 0 : mean;
    inputScales[k] = binary || sd == 0 ? 1 : sd;
  }

  private double[][] standardised(double[][] raw) {
    double[][] out = new double[raw.length][];
    for (int k = 0; k < raw.length; k++) {
      out[k] = raw[k].clone();
      for (int i = 0; i < out[k].length; i++) {
        out[k][i] = (out[k][i] - inputMeans[k]) / inputScales[k];
      }
    }
    return out;
  }

  /** Coefficients at the mode. */
  ProphetMode mode() {
    return mode;
  }

  @Override
  public void write(StateWriter out) {
    // The data is the state: the mode is found again from it, exactly and quickly.
    ProphetState.write(out, model, days, y, inputs);
  }

  @Override
  public String method() {
    return "prophet(" + model.growth().name().toLowerCase(java.util.Locale.ROOT) + ")";
  }

  @Override
  public int season() {
    return 1;
  }

  private double[] next(int horizon) {
    double[] ahead = new double[horizon];
    double last = days[days.length - 1];
    for (int h = 0; h < horizon; h++) {
      ahead[h] = last + (h + 1) * model.stepDays();
    }
    return ahead;
  }

  @Override
  public Result forecast(int horizon) {
    if (inputs.length > 0) {
      return new Refused(
          "the model has " + inputs.length + " regressors whose future is not given",
          "forecastAt(days, inputs) with their future values");
    }
    return forecastAt(next(horizon), new double[0][]);
  }

  /**
   * Forecasts at any times, past ones too.
   *
   * @param ahead times in days since 1970-01-01, ascending
   * @param future regressors at those times
   */
  public Result forecastAt(double[] ahead, double[][] future) {
    if (future.length != inputs.length) {
      return new Refused(
          future.length + " regressors given", inputs.length + " regressors at every time");
    }
    double[] mean = yhat(ahead, future);
    Paths paths = draws(ahead, future, DRAWS, SEED);
    double[][] sorted = new double[ahead.length][];
    for (int h = 0; h < ahead.length; h++) {
      sorted[h] = paths.sorted(h);
    }
    return Forecast.of(method(), mean, new Spread.Simulated(sorted), assumed());
  }

  /**
   * Forecasts the next steps.
   *
   * @param future regressors at those steps, one row each
   */
  public Result forecast(int horizon, double[][] future) {
    return forecastAt(next(horizon), future);
  }

  /** Draws joint trajectories of the next steps. */
  public Paths paths(int horizon, double[][] future, int count, long seed) {
    return draws(next(horizon), future, count, seed);
  }

  /**
   * What makes up the forecast of one step: what the regressors' average gives, and what each of
   * them adds to it. The parts sum to the forecast.
   *
   * @param step steps ahead, 1 for the next one
   */
  public Map<String, Double> contributions(int step, double[][] future) {
    double[] at = {next(step)[step - 1]};
    double[][] values = new double[inputs.length][1];
    for (int k = 0; k < values.length; k++) {
      values[k][0] = inputMeans[k];
    }
    Map<String, Double> map = new LinkedHashMap<>();
    double before = yhat(at, values)[0];
    map.put("usual", before);
    for (Feature feature : features) {
      if (feature instanceof Feature.Regressor regressor) {
        values[regressor.input()][0] = future[regressor.input()][step - 1];
        double after = yhat(at, values)[0];
        map.put(feature.name(), after - before);
        before = after;
      }
    }
    return map;
  }

  private double[] scaled(double[] at) {
    double[] t = new double[at.length];
    for (int i = 0; i < t.length; i++) {
      t[i] = (at[i] - origin) / span;
    }
    return t;
  }

  private double[] yhat(double[] at, double[][] future) {
    double[] trend =
        Trend.values(model.growth(), mode.theta, changepoints, scaled(at), model.cap() / scale);
    double[][] x = Feature.matrix(features, at, standardised(future));
    double[] out = ProphetMode.combine(trend, x, mode.times(), mode.beta);
    for (int i = 0; i < out.length; i++) {
      out[i] *= scale;
    }
    return out;
  }

  /** Draws with changepoints to come: as frequent as in the past and of the same mean size. */
  private Paths draws(double[] at, double[][] future, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] t = scaled(at);
    double[][] x = Feature.matrix(features, at, standardised(future));
    double last = t.length == 0 ? 0 : t[t.length - 1];
    double[] theta = mode.theta;
    double size = 1e-8;
    for (int j = 2; j < theta.length; j++) {
      size += Math.abs(theta[j]) / changepoints.length;
    }
    double[] base = Trend.values(model.growth(), theta, changepoints, t, model.cap() / scale);
    double[] added = ProphetMode.combine(new double[t.length], x, mode.times(), mode.beta);
    double[] ones = new double[t.length];
    Arrays.fill(ones, 1);
    double[] factor = ProphetMode.combine(ones, x, mode.times(), mode.beta);
    for (int h = 0; h < factor.length; h++) {
      factor[h] -= added[h];
    }
    double[][] values = new double[count][];
    double rate = changepoints.length * Math.max(0, last - 1);
    for (int i = 0; i < count; i++) {
      int changes = rate > 0 ? poisson(random, rate) : 0;
      double[] trend = base;
      if (changes > 0) {
        double[] places = new double[changepoints.length + changes];
        double[] moved = new double[theta.length + changes];
        System.arraycopy(changepoints, 0, places, 0, changepoints.length);
        System.arraycopy(theta, 0, moved, 0, theta.length);
        for (int j = 0; j < changes; j++) {
          places[changepoints.length + j] = 1 + random.nextDouble() * (last - 1);
          double u = random.nextDouble() - 0.5;
          moved[theta.length + j] = -size * Math.signum(u) * Math.log(1 - 2 * Math.abs(u) + 1e-300);
        }
        Arrays.sort(places, changepoints.length, places.length);
        trend = Trend.values(model.growth(), moved, places, t, model.cap() / scale);
      }
      double[] path = new double[t.length];
      for (int h = 0; h < path.length; h++) {
        double value = trend[h] * factor[h] + added[h];
        path[h] = scale * (value + mode.sigma * random.nextGaussian());
      }
      values[i] = path;
    }
    return new Paths(values);
  }

  private static int poisson(SplittableRandom random, double rate) {
    int n = 0;
    for (double left = rate; left > 0; n++) {
      left += Math.log(1 - random.nextDouble());
    }
    return n - 1;
  }

  @Override
  public Fitted update(double value) {
    return update(new double[] {value});
  }

  @Override
  public Fitted update(double... values) {
    double[][] given = new double[inputs.length][values.length];
    for (int k = 0; k < given.length; k++) {
      Arrays.fill(given[k], inputs[k][days.length - 1]);
    }
    return update(values, given);
  }

  /**
   * Moves forward by some steps.
   *
   * @param given regressors at those steps, one row each
   */
  public ProphetFit update(double[] values, double[][] given) {
    double[] times = Arrays.copyOf(days, days.length + values.length);
    double[] longer = Arrays.copyOf(y, times.length);
    System.arraycopy(next(values.length), 0, times, days.length, values.length);
    for (int i = 0; i < values.length; i++) {
      longer[days.length + i] = Double.isFinite(values[i]) ? values[i] : Double.NaN;
    }
    double[][] longerInputs = new double[inputs.length][];
    for (int k = 0; k < inputs.length; k++) {
      longerInputs[k] = Arrays.copyOf(inputs[k], times.length);
      System.arraycopy(given[k], 0, longerInputs[k], days.length, values.length);
    }
    return new ProphetFit(model, times, longer, longerInputs);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    return inputs.length > 0
        ? new Paths(new double[0][])
        : draws(next(horizon), new double[0][], count, seed);
  }

  @Override
  public InSample inSample() {
    return InSample.of(y, yhat(days, inputs));
  }

  @Override
  public Criteria criteria() {
    return Criteria.none(mode.sigma * mode.sigma * scale * scale);
  }

  @Override
  public Map<String, Double> parameters() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("rate", mode.theta[0]);
    map.put("offset", mode.theta[1]);
    map.put("sigma", mode.sigma);
    for (int j = 2; j < mode.theta.length; j++) {
      map.put("change" + (j - 1), mode.theta[j]);
    }
    int at = 0;
    for (Feature feature : features) {
      if (feature instanceof Feature.Regressor regressor) {
        double unit = feature.multiplicative() ? 1 : scale;
        map.put(feature.name(), mode.beta[at] * unit / inputScales[regressor.input()]);
      }
      at += feature.columns();
    }
    return map;
  }

  @Override
  public Map<String, double[]> components() {
    Map<String, double[]> map = new LinkedHashMap<>();
    double[] trend =
        Trend.values(model.growth(), mode.theta, changepoints, scaled(days), model.cap() / scale);
    double[][] x = Feature.matrix(features, days, standardised(inputs));
    int at = 0;
    for (Feature feature : features) {
      double[] part = new double[days.length];
      for (int k = 0; k < feature.columns(); k++, at++) {
        for (int i = 0; i < part.length; i++) {
          part[i] += mode.beta[at] * x[at][i] * (feature.multiplicative() ? 1 : scale);
        }
      }
      map.put(feature.name(), part);
    }
    for (int i = 0; i < trend.length; i++) {
      trend[i] *= scale;
    }
    map.put("trend", trend);
    return map;
  }

  @Override
  public String explain() {
    int bends = 0;
    for (int j = 2; j < mode.theta.length; j++) {
      bends += Math.abs(mode.theta[j]) > 0.01 ? 1 : 0;
    }
    StringBuilder text = new StringBuilder("Prophet's model: a ");
    text.append(model.growth().name().toLowerCase(java.util.Locale.ROOT));
    text.append(" trend that bends at ").append(bends).append(" of ");
    text.append(changepoints.length).append(" possible places");
    for (Feature feature : features) {
      text.append(", ").append(feature.name());
    }
    return text.append(". A new value makes it fit again.").toString();
  }

  @Override
  public boolean assumed() {
    int known = 0;
    for (double value : y) {
      known += Double.isNaN(value) ? 0 : 1;
    }
    return known < LEAST_VALUES || span < longestSeason();
  }

  private double longestSeason() {
    double longest = 0;
    for (Feature feature : features) {
      longest = feature instanceof Feature.Season s ? Math.max(longest, s.period()) : longest;
    }
    return longest;
  }

  @Override
  public boolean recursive() {
    return false;
  }
}
