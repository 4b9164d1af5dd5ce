package io.foretide.forecast.arima;

/** A way to the exact likelihood of complete stationary series. Not thread-safe. */
sealed interface ExactInnovations permits ArmaFilter, StartedFilter {

  /** Most states for which the start is estimated. */
  int FEW = 12;

  /** The quicker way for an order. */
  static ExactInnovations of(ArimaOrder order, double[][] columns) {
    int ar = order.p() + order.season() * order.seasonalP();
    int ma = order.q() + order.season() * order.seasonalQ();
    return Math.max(ar, ma) <= FEW ? new StartedFilter(columns) : new ArmaFilter(columns);
  }

  /** Goes through all columns; false where the polynomials are not stationary. */
  boolean run(Arma arma);

  /**
   * Columns whose inner products are those of the series weighted by the inverse covariance, in
   * units of the error variance. The arrays are overwritten by the next run.
   */
  double[][] innovations();

  /** Logarithm of the determinant of the covariance, in units of the error variance. */
  double logVariances();
}
