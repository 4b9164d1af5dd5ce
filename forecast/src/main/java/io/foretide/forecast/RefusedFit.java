package io.foretide.forecast;

import io.foretide.forecast.saved.StateReader;
import io.foretide.forecast.saved.StateWriter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a model that could not be fitted; {@link #update} tries again with the longer data.
 */
public final class RefusedFit implements Fitted {

  /** Tag in the byte form. */
  public static final String KIND = "refused";

  private static final int MOST_KEPT = 20_000;

  private final @Nullable Forecaster forecaster;
  private final String method;
  private final double[] values;
  private final Refused refused;

  private RefusedFit(
      @Nullable Forecaster forecaster, String method, double[] values, Refused refused) {
    this.forecaster = forecaster;
    this.method = method;
    this.values = values;
    this.refused = refused;
  }

  /** A refusal by a forecaster for some data. */
  public static Fitted of(Forecaster forecaster, double[] values, String reason, String needs) {
    return new RefusedFit(
        forecaster, forecaster.name(), values.clone(), new Refused(reason, needs));
  }

  /** Restores a refusal, which then stays one. */
  public static Fitted read(StateReader in) {
    return new RefusedFit(null, in.text(), new double[0], new Refused(in.text(), in.text()));
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public int season() {
    return 1;
  }

  @Override
  public Result forecast(int horizon) {
    return refused;
  }

  @Override
  public Fitted update(double value) {
    return update(new double[] {value});
  }

  @Override
  public Fitted update(double... more) {
    if (forecaster == null) {
      return this;
    }
    int kept = Math.min(values.length, MOST_KEPT);
    double[] longer = Arrays.copyOfRange(values, values.length - kept, values.length + more.length);
    System.arraycopy(more, 0, longer, kept, more.length);
    return forecaster.fit(longer);
  }

  @Override
  public Paths paths(int horizon, int count, long seed) {
    return Paths.none();
  }

  @Override
  public InSample inSample() {
    return InSample.none();
  }

  @Override
  public Criteria criteria() {
    return Criteria.none(Double.NaN);
  }

  @Override
  public Map<String, Double> parameters() {
    return Map.of();
  }

  @Override
  public String explain() {
    return method + " was not fitted: " + refused.reason() + ". It needs " + refused.needs() + ".";
  }

  @Override
  public boolean assumed() {
    return true;
  }

  @Override
  public boolean recursive() {
    return false;
  }

  @Override
  public void write(StateWriter out) {
    out.text(KIND).text(method).text(refused.reason()).text(refused.needs());
  }
}
