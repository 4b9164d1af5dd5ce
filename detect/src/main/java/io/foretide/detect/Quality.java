package io.foretide.detect;

/** Quality of values: one byte per value, 0 for good, anything else for bad. */
public final class Quality {
  private Quality() {}

  /**
   * Turns values of bad quality into missing ones, in place; for a row as for a column.
   *
   * @return how many values were there before and are missing now
   * @throws RefusedException if there is not one quality per value
   */
  public static int drop(double[] values, byte[] quality) {
    if (values.length != quality.length) {
      throw Refused.because(
              "there are " + quality.length + " qualities for " + values.length + " values",
              "one per value, 0 for good")
          .asException();
    }
    int dropped = 0;
    for (int i = 0; i < values.length; i++) {
      if (quality[i] != 0 && !Double.isNaN(values[i])) {
        values[i] = Double.NaN;
        dropped++;
      }
    }
    return dropped;
  }
}
