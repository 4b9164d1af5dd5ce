package io.foretide.hub.enodo.data;

/** Finds the season of values that nobody named one for. Thread-safe. */
@FunctionalInterface
public interface SeasonFinder {
  /**
   * @param values at regular instants, NaN for none
   * @param stepDays days between two
   * @return its length in steps; 0 if there is none
   */
  int find(double[] values, double stepDays);
}
