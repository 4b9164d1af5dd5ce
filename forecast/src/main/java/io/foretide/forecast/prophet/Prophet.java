package io.foretide.forecast.prophet;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;
import java.util.ArrayList;
import java.util.List;

/**
 * Prophet's model with its usual priors.
 *
 * @param startDay time of the first value in days since 1970-01-01, for evenly spaced values
 * @param stepDays days between values, for evenly spaced values
 * @param growth shape of the trend
 * @param cap ceiling of logistic growth, in the units of the values
 * @param changepoints number of possible changepoints
 * @param changepointRange share of the data that may hold them
 * @param changepointPrior scale of the Laplace prior of rate changes
 * @param automaticSeasons whether yearly, weekly and daily seasons are added where the data allows
 * @param multiplicative whether automatic seasons multiply the trend
 * @param features seasons, holidays and regressors beyond the automatic ones
 */
public record Prophet(
    double startDay,
    double stepDays,
    Trend.Growth growth,
    double cap,
    int changepoints,
    double changepointRange,
    double changepointPrior,
    boolean automaticSeasons,
    boolean multiplicative,
    List<Feature> features)
    implements Forecaster {

  private static final double PRIOR = 10;

  /** Keeps its own list. */
  public Prophet {
    features = List.copyOf(features);
  }

  /** Linear growth on a grid of days; also fits irregular times. */
  public static Prophet on(double startDay, double stepDays) {
    return new Prophet(
        startDay, stepDays, Trend.Growth.LINEAR, 0, 25, 0.8, 0.05, true, false, List.of());
  }

  /** Without a trend. */
  public Prophet flat() {
    return grown(Trend.Growth.FLAT, 0);
  }

  /** With growth that levels off at a ceiling. */
  public Prophet logistic(double ceiling) {
    return grown(Trend.Growth.LOGISTIC, ceiling);
  }

  private Prophet grown(Trend.Growth to, double ceiling) {
    return new Prophet(
        startDay,
        stepDays,
        to,
        ceiling,
        changepoints,
        changepointRange,
        changepointPrior,
        automaticSeasons,
        multiplicative,
        features);
  }

  /** With automatic seasons that multiply the trend. */
  public Prophet multiplying() {
    return new Prophet(
        startDay,
        stepDays,
        growth,
        cap,
        changepoints,
        changepointRange,
        changepointPrior,
        automaticSeasons,
        true,
        features);
  }

  /** With another season, holiday or regressor. */
  public Prophet with(Feature feature) {
    List<Feature> more = new ArrayList<>(features);
    more.add(feature);
    return new Prophet(
        startDay,
        stepDays,
        growth,
        cap,
        changepoints,
        changepointRange,
        changepointPrior,
        automaticSeasons,
        multiplicative,
        more);
  }

  /** All features for data of a given span and least distance, in days. */
  List<Feature> all(double span, double least) {
    List<Feature> all = new ArrayList<>();
    if (automaticSeasons) {
      if (span >= 730) {
        all.add(new Feature.Season("yearly", 365.25, 10, PRIOR, multiplicative));
      }
      if (span >= 14 && least < 7) {
        all.add(new Feature.Season("weekly", 7, 3, PRIOR, multiplicative));
      }
      if (span >= 2 && least < 1) {
        all.add(new Feature.Season("daily", 1, 4, PRIOR, multiplicative));
      }
    }
    all.addAll(features);
    return all;
  }

  @Override
  public String name() {
    return "prophet";
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(
        this,
        values,
        2,
        y -> {
          double[] days = new double[y.length];
          for (int t = 0; t < days.length; t++) {
            days[t] = startDay + t * stepDays;
          }
          return ProphetFit.of(this, days, y, new double[0][]);
        });
  }

  /**
   * Fits values at any times.
   *
   * @param days times in days since 1970-01-01, ascending
   * @param values one per time; NaN where missing
   * @param inputs regressors, one row each, known at every time
   */
  public Fitted fit(double[] days, double[] values, double[][] inputs) {
    return Intake.fit(this, values, 2, y -> ProphetFit.of(this, days, y, inputs));
  }
}
