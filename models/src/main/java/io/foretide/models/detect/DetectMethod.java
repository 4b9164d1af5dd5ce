package io.foretide.models.detect;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;

/**
 * A way to detect, with its settings. Immutable.
 *
 * @param words what it is, for people, in the middle of a sentence
 * @param band which columns it has beside value and score, for one input
 * @param lookback rows that reproduce a score; {@link Causal#UNBOUNDED} if none do
 * @param training least rows with a value to be fitted on; 0 if it has no parameters to fit
 * @param warm whether a fitted detector's fresh scorer has already seen the rows it was fitted on
 * @param fit makes the detector from {@code columns[signal][row]}; columns may be empty where
 *     {@code training} is 0
 */
record DetectMethod(String words, Band band, int lookback, int training, boolean warm, Fit fit) {
  /** Columns around a value. */
  enum Band {
    NONE,
    LIMITS,
    EXPECTED
  }

  /** Makes a detector. */
  interface Fit {
    Detector of(double[][] clean);
  }

  /** Whether it starts from a window before, for its parameters or its unbounded memory. */
  boolean fitted() {
    return training > 0 || lookback == Causal.UNBOUNDED;
  }
}
