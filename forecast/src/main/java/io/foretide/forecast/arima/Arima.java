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

  private static final double LARGER = 1.3;

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
    if (!(previous instanceof ArimaFit before)) {
      return fit(values);
    }
    Fitted warm = fit(values, before.coefficients());
    // Much larger errors than before mean that the data has changed, and the best place with it.
    if (warm instanceof ArimaFit
        && warm.criteria().sigma2() <= LARGER * before.criteria().sigma2()) {
      return warm;
    }
    Fitted cold = fit(values);
    return cold.criteria().logLikelihood() >= warm.criteria().logLikelihood() ? cold : warm;
  }

  private Fitted fit(double[] values, double @Nullable [] warm) {
    int needed = order.lost() + order.coefficients() + (order.constant() ? 1 : 0) + 2;
    return Intake.fit(
        this, values, needed, y -> ArimaFit.estimate(this, y, warm, warm == null ? 1e-4 : 1e-2, 3));
  }
}
