package io.foretide.forecast.ensemble;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.arima.AutoArima;
import io.foretide.forecast.ces.Ces;
import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.scale.Intake;
import io.foretide.forecast.theta.Theta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several methods fitted to the same values. Members that refuse are left out.
 *
 * @param name name of the combination
 * @param members the methods
 * @param median true for the median of the members per step, false for their mean
 */
public record Ensemble(String name, List<Forecaster> members, boolean median)
    implements Forecaster {

  /** Keeps its own list. */
  public Ensemble {
    members = List.copyOf(members);
  }

  /** The mean of several methods. */
  public static Ensemble mean(Forecaster... members) {
    return new Ensemble("mean", List.of(members), false);
  }

  /** The median of several methods. */
  public static Ensemble median(Forecaster... members) {
    return new Ensemble("median", List.of(members), true);
  }

  /**
   * The median of exponential smoothing, complex smoothing, ARIMA and dynamic Theta (Petropoulos
   * and Svetunkov 2020).
   */
  public static Ensemble scum(int season) {
    return new Ensemble(
        "scum",
        List.of(Ets.auto(season), new Ces(season), AutoArima.of(season), Theta.dynamic(season)),
        true);
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(
        this,
        values,
        1,
        y -> {
          List<Fitted> fits = new ArrayList<>();
          for (Forecaster member : members) {
            Fitted fit = member.fit(y);
            if (fit.forecast(1) instanceof Forecast) {
              fits.add(fit);
            }
          }
          if (fits.isEmpty()) {
            return RefusedFit.of(this, y, "every member of " + name + " refused", "more values");
          }
          double[] weights = new double[fits.size()];
          Arrays.fill(weights, 1.0 / weights.length);
          return new EnsembleFit(name, fits, weights, median, 1, "");
        });
  }
}
