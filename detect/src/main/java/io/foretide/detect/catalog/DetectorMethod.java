package io.foretide.detect.catalog;

import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;

/** A detector with checked parameters, ready to be fitted. Immutable. */
public final class DetectorMethod {
  private final DetectorEntry entry;
  private final ParameterValues values;

  DetectorMethod(DetectorEntry entry, ParameterValues values) {
    this.entry = entry;
    this.values = values;
  }

  /** The detector of the catalogue. */
  public DetectorEntry entry() {
    return entry;
  }

  /** The fewest clean rows with these parameters; 0 if it learns nothing. */
  public int leastRows() {
    return entry.least().applyAsInt(values);
  }

  /**
   * Fits the method; never throws.
   *
   * @param clean one array per signal, NaN where a value is missing; of a method that is not fitted
   *     the columns may be empty
   */
  public Detector fit(double[][] clean) {
    if (clean.length == 0) {
      return Refused.because(
          "there are no signals for " + entry.name(), "a column for each signal");
    }
    try {
      int rows = Columns.rows(clean, clean.length);
      int least = leastRows();
      if (rows < least) {
        return Refused.because(
            entry.name() + " was given " + rows + " clean rows", "at least " + least + " rows");
      }
      return entry.maker().fit(clean, values);
    } catch (RefusedException e) {
      return e.refused();
    }
  }
}
