package io.foretide.ingest.text;

/**
 * Times with the year first: {@code 2026-01-31}, {@code 2026/1/31 8:00}, {@code
 * 2026-01-31T08:00:00.123456789Z}, {@code 2026-01-31 08:00:00,5 +0100}.
 */
final class IsoText {
  private IsoText() {}

  static boolean read(byte[] b, int from, int to, CivilTime out) {
    out.clear();
    int i = from + 4;
    if (to - from < 8 || i >= to) {
      return false;
    }
    int year = number(b, from, i);
    byte dash = b[i];
    if (year < 0 || (dash != '-' && dash != '/' && dash != '.')) {
      return false;
    }
    int end = digits(b, i + 1, to);
    if (end == i + 1 || end >= to || b[end] != dash) {
      return false;
    }
    out.year = year;
    out.month = number(b, i + 1, end);
    i = end + 1;
    end = digits(b, i, to);
    if (end == i) {
      return false;
    }
    out.day = number(b, i, end);
    if (end == to) {
      return out.valid();
    }
    if (b[end] != 'T' && b[end] != 't' && b[end] != ' ' && b[end] != '_') {
      return false;
    }
    i = end + 1;
    while (i < to && b[i] == ' ') {
      i++;
    }
    end = digits(b, i, to);
    if (end == i) {
      return false;
    }
    out.hour = number(b, i, end);
    if (end < to && b[end] == ':') {
      i = end + 1;
      end = digits(b, i, to);
      if (end != i + 2) {
        return false;
      }
      out.minute = number(b, i, end);
      if (end < to && b[end] == ':') {
        i = end + 1;
        end = digits(b, i, to);
        if (end != i + 2) {
          return false;
        }
        out.second = number(b, i, end);
        if (end < to && (b[end] == '.' || b[end] == ',')) {
          end = fraction(b, end + 1, to, out);
          if (end < 0) {
            return false;
          }
        }
      }
    }
    while (end < to && b[end] == ' ') {
      end++;
    }
    return (end == to || Offsets.read(b, end, to, out)) && out.valid();
  }

  private static int fraction(byte[] b, int from, int to, CivilTime out) {
    int n = 0;
    int i = from;
    int digits = 0;
    for (; i < to && b[i] >= '0' && b[i] <= '9'; i++) {
      if (digits < 9) {
        n = n * 10 + b[i] - '0';
        digits++;
      }
    }
    for (; digits < 9; digits++) {
      n *= 10;
    }
    out.nano = n;
    return i == from ? -1 : i;
  }

  /** The end of at most two digits. */
  private static int digits(byte[] b, int from, int to) {
    int i = from;
    while (i < to && i < from + 2 && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }

  private static int number(byte[] b, int from, int to) {
    int n = 0;
    for (int i = from; i < to; i++) {
      int d = b[i] - '0';
      if (d < 0 || d > 9) {
        return -1;
      }
      n = n * 10 + d;
    }
    return n;
  }
}
