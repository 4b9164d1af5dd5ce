package io.foretide.connectors.timeseriesapi;

/** Which points count, by their status code. */
enum Quality {
  /** Only good ones. */
  GOOD,
  /** Good and uncertain ones. */
  UNCERTAIN,
  /** All, whatever the code says. */
  ANY;

  private static final long UA = 0x4000_0000L;

  /**
   * Whether a point counts. Codes below 256 are those of OPC DA (Data Access 3.00, section 6.8.1):
   * bits 6 and 7 are 3 for good, 1 for uncertain, else bad; but 0 is what writers without a quality
   * send, and the good of OPC UA. Codes from 2^30 on are OPC UA's (Part 4, section 7.39): bits 30
   * and 31 are 0 for good, 1 for uncertain, else bad.
   */
  boolean admits(long code) {
    return switch (this) {
      case ANY -> true;
      case GOOD -> level(code) == 2;
      case UNCERTAIN -> level(code) >= 1;
    };
  }

  private static int level(long code) {
    if (code == 0) {
      return 2;
    }
    if (Math.abs(code) >= UA) {
      return (code >>> 30 & 3) == 1 ? 1 : 0;
    }
    if (code >= 256) {
      return 2;
    }
    return switch ((int) (code >>> 6 & 3)) {
      case 3 -> 2;
      case 1 -> 1;
      default -> 0;
    };
  }
}
