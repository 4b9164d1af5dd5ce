package io.foretide.forecast.ces;

/** The four ways in which complex smoothing treats a season (Svetunkov et al. 2022, section 4). */
public enum CesForm {
  /** No season: a level and a hidden component. */
  NONE,
  /** A level and a hidden component for each place in the season, and none across them. */
  SIMPLE,
  /** A level and a hidden component, and a season that is added. */
  PARTIAL,
  /** A level and a hidden component, and a season with a hidden component of its own. */
  FULL;

  /** Whether it has a season. */
  public boolean seasonal() {
    return this != NONE;
  }

  /** Smoothing parameters. */
  int smoothing() {
    return switch (this) {
      case NONE, SIMPLE -> 2;
      case PARTIAL -> 3;
      case FULL -> 4;
    };
  }

  /** First states that the data decide. */
  int states(int season) {
    return switch (this) {
      case NONE -> 2;
      case SIMPLE -> 2 * season;
      case PARTIAL -> season + 1;
      case FULL -> 2 * season + 2;
    };
  }
}
