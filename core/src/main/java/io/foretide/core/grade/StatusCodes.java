package io.foretide.core.grade;

import java.util.List;

/**
 * Status codes of OPC: of the classic kind, 192 and above is good, 64 to 191 uncertain, less is
 * bad; of OPC UA, the two highest of 32 bits are 0 for good, 1 for uncertain, 2 for bad, and 0 is
 * good. Codes are taken for the classic kind where any lies from 1 to 255.
 */
final class StatusCodes {
  private static final double BAD_SHARE = 0.2;
  private static final double UNCERTAIN_UA = 0x4000_0000;
  private static final double BAD_UA = 0x8000_0000L;

  private StatusCodes() {}

  static void check(Sample s, List<Finding> out) {
    double[] codes = s.codes();
    if (codes.length == 0) {
      return;
    }
    boolean classic = false;
    for (double code : codes) {
      classic |= code >= 1 && code <= 255;
    }
    int bad = 0;
    int uncertain = 0;
    Grade last = Grade.GOOD;
    for (double code : codes) {
      last = grade(code, classic);
      bad += last == Grade.BAD ? 1 : 0;
      uncertain += last == Grade.FAIR ? 1 : 0;
    }
    if (bad + uncertain > 0) {
      Grade grade = last == Grade.BAD || bad > BAD_SHARE * codes.length ? Grade.BAD : Grade.FAIR;
      out.add(
          new Finding(
              Check.BAD_STATUS,
              grade,
              "has "
                  + bad
                  + " bad and "
                  + uncertain
                  + " uncertain of "
                  + codes.length
                  + " status codes"
                  + (last == Grade.GOOD
                      ? ""
                      : "; the newest is " + (long) codes[codes.length - 1])));
    }
  }

  private static Grade grade(double code, boolean classic) {
    if (classic) {
      return code >= 192 ? Grade.GOOD : code >= 64 ? Grade.FAIR : Grade.BAD;
    }
    double bits = code < 0 ? code + 0x1_0000_0000L : code;
    return bits >= BAD_UA ? Grade.BAD : bits >= UNCERTAIN_UA ? Grade.FAIR : Grade.GOOD;
  }
}
