package io.foretide.forecast.ets;

import java.util.Locale;

/**
 * Error, trend and season of an exponential smoothing model.
 *
 * @param multiplicativeError whether errors are relative to the forecast
 * @param trend how the trend enters
 * @param damped whether the trend fades
 * @param seasonal how the season enters
 */
public record EtsForm(boolean multiplicativeError, Part trend, boolean damped, Part seasonal) {

  /** How a part enters the model. */
  public enum Part {
    NONE("N"),
    ADDITIVE("A"),
    MULTIPLICATIVE("M");

    private final String letter;

    Part(String letter) {
      this.letter = letter;
    }
  }

  /** Checks that only an existing trend is damped. */
  public EtsForm {
    if (damped && trend == Part.NONE) {
      throw new IllegalArgumentException("A model without trend cannot be damped");
    }
  }

  /** Reads a form such as {@code AAdM}, {@code MNN} or {@code AAA}. */
  public static EtsForm parse(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    boolean damped = upper.length() == 4 && upper.charAt(2) == 'D';
    if (!(upper.length() == 3 || damped) || "AM".indexOf(upper.charAt(0)) < 0) {
      throw unknown(text);
    }
    return new EtsForm(
        upper.charAt(0) == 'M',
        part(text, upper.charAt(1)),
        damped,
        part(text, upper.charAt(upper.length() - 1)));
  }

  private static Part part(String text, char letter) {
    return switch (letter) {
      case 'N' -> Part.NONE;
      case 'A' -> Part.ADDITIVE;
      case 'M' -> Part.MULTIPLICATIVE;
      default -> throw unknown(text);
    };
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "ETS form '"
            + text
            + "': expected error (A, M), trend (N, A, Ad, M, Md) and season"
            + " (N, A, M), such as AAdM");
  }

  /** Whether there is a trend. */
  public boolean hasTrend() {
    return trend != Part.NONE;
  }

  /** Whether there is a season. */
  public boolean hasSeason() {
    return seasonal != Part.NONE;
  }

  /** Whether the model only makes sense for values above zero. */
  public boolean needsPositive() {
    return multiplicativeError || trend == Part.MULTIPLICATIVE || seasonal == Part.MULTIPLICATIVE;
  }

  /** Estimated figures: smoothing, damping, initial states and the variance. */
  public int parameters(int season) {
    return 3 + (hasTrend() ? 2 : 0) + (damped ? 1 : 0) + (hasSeason() ? season : 0);
  }

  /** The form as letters without brackets, such as {@code AAdM}. */
  public String letters() {
    return (multiplicativeError ? "M" : "A") + trend.letter + (damped ? "d" : "") + seasonal.letter;
  }

  @Override
  public String toString() {
    return "ETS("
        + (multiplicativeError ? "M" : "A")
        + ","
        + trend.letter
        + (damped ? "d" : "")
        + ","
        + seasonal.letter
        + ")";
  }
}
