package io.foretide.forecast.boost;

/**
 * How trees are grown.
 *
 * @param mostTrees trees at most; growing stops earlier where held-out errors no longer fall
 * @param depth splits between root and leaf at most
 * @param rate share of each tree's answer that is added
 * @param leastInLeaf rows in a leaf at least
 * @param patience trees grown without gain before growing stops
 */
public record Boosting(int mostTrees, int depth, double rate, int leastInLeaf, int patience) {

  /** Settings that suit a few hundred to some ten thousand rows. */
  public static final Boosting USUAL = new Boosting(150, 3, 0.1, 10, 10);

  /** Checks the figures. */
  public Boosting {
    if (mostTrees < 0 || depth < 1 || depth > 10 || !(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "Boosting with "
              + mostTrees
              + " trees of depth "
              + depth
              + " and rate "
              + rate
              + ": expected 0 or more trees, a depth from 1 to 10 and a rate above 0 to 1");
    }
    if (leastInLeaf < 1 || patience < 1) {
      throw new IllegalArgumentException(
          "Boosting with "
              + leastInLeaf
              + " rows in a leaf and patience "
              + patience
              + ": expected 1 or more of each");
    }
  }
}
