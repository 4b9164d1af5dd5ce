package io.foretide.detect.catalog;

import io.foretide.detect.Detector;
import io.foretide.detect.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * One detector of the catalogue. Immutable and safe for any number of threads.
 *
 * @param name in configuration, snake_case
 * @param kind of its saved form, or of its refusals where it is offline
 * @param description one line
 * @param scope whether signals are judged alone or together
 * @param time whether it can score a stream
 * @param fitted whether clean rows teach it; otherwise only their number of columns counts
 * @param parameters in the order to show them
 * @param least clean rows that it needs, given its values
 * @param maker fits it
 */
public record DetectorEntry(
    String name,
    String kind,
    String description,
    Scope scope,
    Time time,
    boolean fitted,
    List<Parameter> parameters,
    LeastRows least,
    Maker maker) {

  /** Which signals a score looks at. */
  public enum Scope {
    /** Each signal on its own; a row scores as its worst signal. */
    UNIVARIATE,
    /** All signals together. */
    MULTIVARIATE
  }

  /** Whether a detector can score a stream. */
  public enum Time {
    /** Scores a stream, the same bit for bit however it is cut. */
    CAUSAL,
    /** Needs all rows at once. */
    OFFLINE
  }

  /** How many clean rows a detector needs with these values. */
  interface LeastRows extends ToIntFunction<ParameterValues> {}

  /** Fits a detector with these values. */
  interface Maker {
    Detector fit(double[][] clean, ParameterValues values);
  }

  /** The fewest clean rows with the usual parameters; 0 if it learns nothing. */
  public int leastRows() {
    return least.applyAsInt(ParameterValues.of(this, Map.of()));
  }

  /** The method with its usual parameters. */
  public DetectorMethod method() {
    return method(Map.of());
  }

  /**
   * The method with these parameters, the others as usual.
   *
   * @param given by name: numbers, truth values, lists of numbers, or their texts
   * @throws RefusedException naming every parameter that is unknown or impossible, and the nearest
   *     right one
   */
  public DetectorMethod method(Map<String, ?> given) {
    return new DetectorMethod(this, ParameterValues.of(this, given));
  }
}
