package io.foretide.core.capacity;

/**
 * What one model needs.
 *
 * @param model its name
 * @param method what it runs, in a word or two
 * @param intervalsPerDay how many intervals fall due in a day
 * @param secondsPerInterval computing time of an interval, fits that fall due now and then spread
 *     over the intervals; NaN if the model runs in another process and was not measured
 * @param memory bytes that it keeps in memory
 * @param bytesPerDay bytes that its predictions add to the database in a day
 */
public record ModelLoad(
    String model,
    String method,
    double intervalsPerDay,
    double secondsPerInterval,
    long memory,
    double bytesPerDay) {
  private static final double DAY = 86_400;

  /** Whether it could be measured. */
  public boolean measured() {
    return !Double.isNaN(secondsPerInterval);
  }

  /** Computing threads that it keeps busy on average. */
  public double threads() {
    return measured() ? intervalsPerDay * secondsPerInterval / DAY : 0;
  }
}
