package io.foretide.forecast.inputs;

import io.foretide.forecast.boost.Boosting;

/** What a regression on several inputs learns with. */
public sealed interface Learner {

  /** Ridge regression. */
  Learner RIDGE = new Ridge();

  /** Short name of the method. */
  String name();

  /** Ridge regression; the penalty is chosen by generalised cross-validation. */
  record Ridge() implements Learner {
    @Override
    public String name() {
      return "lagged-ridge";
    }
  }

  /**
   * Partial least squares, for many inputs that move together; the number of components is the best
   * one on later rows.
   *
   * @param most components tried at most
   */
  record Pls(int most) implements Learner {
    /** Checks the count. */
    public Pls {
      if (most < 1) {
        throw new IllegalArgumentException(
            "Partial least squares of at most " + most + " components: expected 1 or more");
      }
    }

    @Override
    public String name() {
      return "lagged-pls";
    }
  }

  /**
   * Ridge regression, and boosted trees on what it leaves; as many trees as still help on later
   * rows, so that none are grown where the answer is a straight line.
   *
   * @param settings how trees are grown
   */
  record Trees(Boosting settings) implements Learner {
    @Override
    public String name() {
      return "boosted-trees";
    }
  }
}
