package io.foretide.core.grade;

import java.util.Locale;

/** What is looked at in a sensor's data. */
public enum Check {
  /** No points, or none lately. */
  NO_DATA,
  /** The same value again and again where there was movement before. */
  STUCK,
  /** Time without points. */
  GAPS,
  /** Values outside of the sensor's limits, or far from all others. */
  OUT_OF_RANGE,
  /** Times ahead of now, or that leave their rhythm. */
  CLOCK_JUMP,
  /** A level that becomes a multiple of itself, as after a change of unit. */
  UNIT_JUMP,
  /** Status codes that say bad or uncertain. */
  BAD_STATUS;

  /** The word in answers and on pages. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
