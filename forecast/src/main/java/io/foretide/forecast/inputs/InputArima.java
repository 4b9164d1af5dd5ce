package io.foretide.forecast.inputs;

import io.foretide.forecast.arima.ArimaFit;
import io.foretide.forecast.arima.ArimaOrder;
import io.foretide.forecast.arima.ArimaRegression;
import io.foretide.forecast.arima.ArimaRegressionFit;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.numeric.Ridge;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Regression on inputs whose future is known, with seasonal ARIMA errors; weights and coefficients
 * are found together by exact likelihood.
 *
 * @param inputs the other sensors, all of them known
 * @param order orders of the errors; null to choose them on what a plain regression leaves
 * @param choice how they are chosen
 */
public record InputArima(List<Input> inputs, @Nullable ArimaOrder order, AutoArima choice)
    implements InputForecaster {

  private static final ArimaOrder PLAIN = new ArimaOrder(1, 0, 0, 0, 0, 0, 1, true);

  /** Checks the inputs and keeps its own list. */
  public InputArima {
    inputs = List.copyOf(inputs);
    KnownInputs.check(inputs, "an ARIMA model");
  }

  /** With given orders. */
  public InputArima(List<Input> inputs, ArimaOrder order) {
    this(inputs, order, AutoArima.of(order.season()));
  }

  /** With chosen orders. */
  public InputArima(List<Input> inputs, AutoArima choice) {
    this(inputs, null, choice);
  }

  @Override
  public String name() {
    return order == null ? "auto-arima" : "arima";
  }

  @Override
  public InputFitted fit(double[] y, double[][] x) {
    KnownInputs known = KnownInputs.of(inputs, y, x, choice.season());
    ArimaOrder chosen = orders(known.columns(), known.values());
    ArimaRegressionFit fit =
        new ArimaRegression(chosen).fit(known.values(), known.columns(), known.filled());
    return InputArimaFit.of(known.acting(inputs), known.columns(), known.values(), fit);
  }

  private ArimaOrder orders(double[][] columns, double[] y) {
    if (order != null) {
      return order;
    }
    Ridge ridge = Ridge.fit(columns, y);
    double[] rest = y.clone();
    double[] row = new double[columns.length];
    for (int t = 0; t < rest.length; t++) {
      for (int k = 0; k < row.length; k++) {
        row[k] = columns[k][t];
      }
      rest[t] -= ridge.at(row);
    }
    return choice.fit(rest) instanceof ArimaFit fit ? fit.order() : PLAIN;
  }
}
