package io.foretide.forecast.inputs;

import io.foretide.forecast.arima.ArimaFit;
import io.foretide.forecast.arima.ArimaOrder;
import io.foretide.forecast.arima.ArimaRegression;
import io.foretide.forecast.arima.ArimaRegressionFit;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.numeric.Ridge;
import io.foretide.forecast.season.Gaps;
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
    for (Input input : inputs) {
      if (!input.known()) {
        throw new IllegalArgumentException(
            "Input '"
                + input.name()
                + "' of an ARIMA model is past: expected known ones, or lagged_ridge, pls or"
                + " boosted_trees as the method");
      }
    }
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
    InputRegression.check(inputs, y, x);
    int n = y.length;
    int[] exponents = new int[1 + x.length];
    double[] values = InputTraining.finite(y, exponents, 0);
    double[][] all = new double[x.length][];
    double[][] columns = new double[x.length][n];
    int[] dead = new int[x.length];
    int most = Math.min(InputRegression.LONGEST_DEAD_TIME, n / 4);
    int season = choice.season();
    double[] full = Gaps.filled(values, season);
    for (int k = 0; k < x.length; k++) {
      all[k] = Gaps.filled(InputTraining.finite(x[k], exponents, k + 1), season);
      int given = inputs.get(k).deadTime();
      dead[k] = given == Input.ESTIMATED ? DeadTime.estimate(all[k], full, most) : given;
      for (int t = 0; t < n; t++) {
        double value = all[k][Math.max(0, t - dead[k])];
        // An input that was never seen says nothing.
        columns[k][t] = Double.isNaN(value) ? 0 : value;
      }
    }
    ArimaRegressionFit fit =
        new ArimaRegression(orders(columns, values)).fit(values, columns, full);
    return InputArimaFit.of(this, dead, exponents, all, columns, values, fit);
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
