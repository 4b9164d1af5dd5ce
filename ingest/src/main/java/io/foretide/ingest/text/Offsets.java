package io.foretide.ingest.text;

/** Offsets from UTC in bytes: Z, UTC, GMT, +01, +0100, +01:00. */
final class Offsets {
  private Offsets() {}

  /** Reads all of {@code [from, to)}; false if it is no offset. */
  static boolean read(byte[] b, int from, int to, CivilTime out) {
    int n = to - from;
    if (n == 0) {
      return false;
    }
    if (b[from] != '+' && b[from] != '-') {
      out.offset = 0;
      return (n == 1 && (b[from] == 'Z' || b[from] == 'z'))
          || Words.is(b, from, to, "utc")
          || Words.is(b, from, to, "gmt");
    }
    boolean colon = n == 6 && b[from + 3] == ':';
    if (n != 3 && n != 5 && !colon) {
      return false;
    }
    int hours = two(b, from + 1);
    int minutes = n == 3 ? 0 : two(b, colon ? from + 4 : from + 3);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return false;
    }
    int seconds = hours * 3600 + minutes * 60;
    out.offset = b[from] == '-' ? -seconds : seconds;
    return true;
  }

  private static int two(byte[] b, int at) {
    int tens = b[at] - '0';
    int ones = b[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
