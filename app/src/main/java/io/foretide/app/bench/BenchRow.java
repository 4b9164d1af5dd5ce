package io.foretide.app.bench;

/**
 * One measured figure.
 *
 * @param what was measured
 * @param value the figure
 * @param unit its unit
 * @param wanted what it should reach, in words with its unit; empty if nothing is asked
 * @param reached whether it does; true if nothing is asked
 * @param baseline what it is held against, with its figure; empty if there is none
 * @param ratio the figure over the baseline's; NaN if there is none
 */
public record BenchRow(
    String what,
    double value,
    String unit,
    String wanted,
    boolean reached,
    String baseline,
    double ratio) {
  static BenchRow below(String what, double value, String unit, double limit) {
    return new BenchRow(
        what, value, unit, "< " + trim(limit) + " " + unit, value < limit, "", Double.NaN);
  }

  static BenchRow atLeast(String what, double value, String unit, double limit) {
    return new BenchRow(
        what, value, unit, ">= " + trim(limit) + " " + unit, value >= limit, "", Double.NaN);
  }

  static BenchRow plain(String what, double value, String unit) {
    return new BenchRow(what, value, unit, "", true, "", Double.NaN);
  }

  /** The same row held against a baseline of the same unit. */
  BenchRow against(String name, double figure) {
    return new BenchRow(
        what, value, unit, wanted, reached, name + " " + trim(figure) + " " + unit, value / figure);
  }

  private static String trim(double v) {
    return v == Math.rint(v) ? String.format("%,d", (long) v) : String.format("%,.2f", v);
  }
}
