package io.foretide.detect.gordo;

/** What Gordo says about one row; overwritten by the next. NaN is "not there". */
public final class GordoRow {
  final double[] output;
  final double[] tagScaled;
  final double[] tagUnscaled;
  final double[] tagConfidence;
  final double[] smoothTagScaled;
  final double[] smoothTagUnscaled;
  double totalScaled;
  double totalUnscaled;
  double totalConfidence;
  double smoothTotalScaled;
  double smoothTotalUnscaled;

  /** Results for that many target tags. */
  public GordoRow(int targets) {
    output = new double[targets];
    tagScaled = new double[targets];
    tagUnscaled = new double[targets];
    tagConfidence = new double[targets];
    smoothTagScaled = new double[targets];
    smoothTagUnscaled = new double[targets];
  }

  /** model-output, in the units of the tags. */
  public double[] output() {
    return output;
  }

  /** tag-anomaly-scaled. */
  public double[] tagScaled() {
    return tagScaled;
  }

  /** tag-anomaly-unscaled. */
  public double[] tagUnscaled() {
    return tagUnscaled;
  }

  /** anomaly-confidence. */
  public double[] tagConfidence() {
    return tagConfidence;
  }

  /** total-anomaly-scaled: the mean square of the scaled errors. */
  public double totalScaled() {
    return totalScaled;
  }

  /** total-anomaly-unscaled. */
  public double totalUnscaled() {
    return totalUnscaled;
  }

  /** total-anomaly-confidence. */
  public double totalConfidence() {
    return totalConfidence;
  }

  /** smooth-tag-anomaly-scaled. */
  public double[] smoothTagScaled() {
    return smoothTagScaled;
  }

  /** smooth-tag-anomaly-unscaled. */
  public double[] smoothTagUnscaled() {
    return smoothTagUnscaled;
  }

  /** smooth-total-anomaly-scaled. */
  public double smoothTotalScaled() {
    return smoothTotalScaled;
  }

  /** smooth-total-anomaly-unscaled. */
  public double smoothTotalUnscaled() {
    return smoothTotalUnscaled;
  }
}
