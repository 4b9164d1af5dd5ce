package io.foretide.core.grade;

import java.util.Locale;

/** What a sensor's recent data are worth, worst first. */
public enum Grade {
  /** There are no data. */
  NONE,
  /** Something is wrong that a model would learn or alarm from. */
  BAD,
  /** Something is odd; most data can be used. */
  FAIR,
  /** Nothing was found. */
  GOOD;

  /** Whether this is no worse than another. */
  public boolean atLeast(Grade other) {
    return compareTo(other) >= 0;
  }

  /** The worse of two. */
  public Grade and(Grade other) {
    return atLeast(other) ? other : this;
  }

  /** The word in files and on pages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
