package io.foretide.forecast.arima;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;
import org.jspecify.annotations.Nullable;

/**
 * A seasonal ARIMA model of given orders, fitted by exact maximum likelihood.
 *
 * @param order orders
 */
public record Arima(ArimaOrder order) implements Forecaster {

  /** Without season; a mean is estimated where there are no differences. */
  public static Arima of(int p, int d, int q) {
    return new Arima(new ArimaOrder(p, d, q, 0, 0, 0, 1, d == 0));
  }

  /** With season; a mean is estimated where there are no differences. */
  public static Arima seasonal(
      int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int season) {
    return new Arima(
        new ArimaOrder(p, d, q, seasonalP, seasonalD, seasonalQ, season, d + seasonalD == 0));
  }

  /** The same with a mean or drift, or without. */
  public Arima withConstant(boolean with) {
    return new Arima(order.withConstant(with));
  }

  @Override
  public String name() {
    return "arima";
  }

  @Override
  public Fitted fit(double[] values) {
    return fit(values, null);
  }

  @Override
  public Fitted refit(double[] values, Fitted previous) {
    return fit(values, previous instanceof ArimaFit fit ? fit.coefficients() : null);
  }

  private Fitted fit(double[] values, double @Nullable [] warm) {
    int needed = order.lost() + order.coefficients() + (order.constant() ? 1 : 0) + 2;
    return Intake.fit(
        this, values, needed, y -> ArimaFit.estimate(this, y, warm, warm == null ? 1e-6 : 1e-2, 3));
  }
}
