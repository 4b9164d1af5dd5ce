package io.foretide.forecast.theta;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecaster;
import io.foretide.forecast.scale.Intake;

/**
 * Theta: simple exponential smoothing plus a share of a straight line, on seasonally adjusted
 * values.
 *
 * @param kind which form
 * @param season period in steps, 1 for none; used only where a season is present
 */
public record Theta(Kind kind, int season) implements Forecaster {

  /** Forms of the method. */
  public enum Kind {
    /** Half the slope of the line through all values. */
    STANDARD("theta"),
    /** The share of the line is estimated. */
    OPTIMISED("otm"),
    /** The share is estimated and the line is fitted anew at every step. */
    DYNAMIC("dotm");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /** Checks the season. */
  public Theta {
    if (season < 1) {
      throw new IllegalArgumentException("Season " + season + ": expected 1 or more steps");
    }
  }

  /** The standard form. */
  public static Theta of(int season) {
    return new Theta(Kind.STANDARD, season);
  }

  /** The optimised form. */
  public static Theta optimised(int season) {
    return new Theta(Kind.OPTIMISED, season);
  }

  /** The dynamic optimised form. */
  public static Theta dynamic(int season) {
    return new Theta(Kind.DYNAMIC, season);
  }

  @Override
  public String name() {
    return kind.label;
  }

  @Override
  public Fitted fit(double[] values) {
    return Intake.fit(this, values, 1, y -> ThetaSearch.fit(this, y));
  }
}
