package io.foretide.models.detect;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.catalog.DetectorEntry;
import io.foretide.detect.catalog.DetectorEntry.Time;

/**
 * A way to detect, with its settings. Immutable.
 *
 * @param entry of the catalogue
 * @param band which columns it has beside value and score, for one input
 * @param lookback rows that reproduce a score; {@link Causal#UNBOUNDED} if none do; of a method
 *     that scores whole windows, how many rows later it is certain of a row
 * @param training least rows with a value to be fitted on; 0 if it has no parameters to fit
 * @param fit makes the detector from {@code columns[signal][row]}; columns may be empty where
 *     {@code training} is 0
 */
record DetectMethod(DetectorEntry entry, Band band, int lookback, int training, Fit fit) {
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

  /** What it is, for people, in the middle of a sentence. */
  String words() {
    return entry.name();
  }

  /** Whether it starts from a window before, for its parameters or its unbounded memory. */
  boolean fitted() {
    return !offline() && (training > 0 || lookback == Causal.UNBOUNDED);
  }

  /** Whether it scores all rows of a window at once. */
  boolean offline() {
    return entry.time() == Time.OFFLINE;
  }

  /** Whether a fitted detector's fresh scorer has already seen the rows it was fitted on. */
  boolean warm() {
    return entry.name().equals("rcf");
  }

  /** Whether silence itself is what it scores. */
  boolean scoresSilence() {
    return entry.name().equals("gap");
  }
}
