package io.foretide.ingest.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of times in the letters of {@link java.time.format.DateTimeFormatter}: {@code y} or
 * {@code u} year, {@code M} month ({@code MMM} by its English name), {@code d} day, {@code H} hour,
 * {@code h} with {@code a} for AM/PM, {@code m}, {@code s}, {@code S} fraction, {@code E} English
 * day name (not checked), {@code X}, {@code x}, {@code Z} or {@code z} offset. Text in quotes and
 * other signs stand for themselves, a space for one or more.
 *
 * <p>Numbers may be shorter than the pattern where a sign follows them. Years of two digits are
 * 1969 to 2068, as POSIX has it. Immutable.
 */
public final class TimePattern {
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private final String text;
  private final char[] letters;
  private final int[] counts;

  /**
   * @throws IllegalArgumentException naming the letter that is not known
   */
  public TimePattern(String text) {
    this.text = text;
    List<int[]> parts = new ArrayList<>();
    String day = "";
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'') {
        int close = text.indexOf('\'', i + 1);
        if (close < 0) {
          throw new IllegalArgumentException("time format '" + text + "' lacks a closing quote");
        }
        for (int k = i + 1; k < close; k++) {
          parts.add(new int[] {text.charAt(k), 0});
        }
        i = close + 1;
        continue;
      }
      int n = 1;
      if (Character.isLetter(c)) {
        while (i + n < text.length() && text.charAt(i + n) == c) {
          n++;
        }
        if ("yuMdHhmsSaEXxZz".indexOf(c) < 0) {
          throw new IllegalArgumentException(
              "'"
                  + c
                  + "' in time format '"
                  + text
                  + "' is not known: expected letters of yMdHhmsSaEX, such as dd/MM/yy HH:mm");
        }
        day += c;
      } else if ("[]{}#".indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "'" + c + "' in time format '" + text + "' is not understood: quote it if it is meant");
      }
      parts.add(new int[] {c, Character.isLetter(c) ? n : 0});
      i += n;
    }
    if (!(day.contains("y") || day.contains("u")) || !day.contains("d") || !day.contains("M")) {
      throw new IllegalArgumentException(
          "time format '" + text + "' has no full date: expected y, M and d");
    }
    letters = new char[parts.size()];
    counts = new int[parts.size()];
    for (int k = 0; k < letters.length; k++) {
      letters[k] = (char) parts.get(k)[0];
      counts[k] = parts.get(k)[1];
    }
  }

  /** Reads a time's parts; false if the bytes do not follow the pattern. */
  boolean read(byte[] b, int from, int to, CivilTime out) {
    out.clear();
    int half = -1;
    int i = from;
    for (int p = 0; p < letters.length; p++) {
      char c = letters[p];
      if (counts[p] == 0) {
        if (i >= to || (b[i] & 0xff) != c) {
          return false;
        }
        i++;
        while (c == ' ' && i < to && b[i] == ' ') {
          i++;
        }
        continue;
      }
      if (c == 'a') {
        if (i + 1 >= to || (b[i + 1] | 32) != 'm') {
          return false;
        }
        half = (b[i] | 32) == 'a' ? 0 : (b[i] | 32) == 'p' ? 12 : -1;
        if (half < 0) {
          return false;
        }
        i += 2;
      } else if (c == 'M' && counts[p] >= 3) {
        int end = letters(b, i, to);
        out.month = month(b, i, end);
        i = end;
      } else if (c == 'E') {
        i = letters(b, i, to);
      } else if (c == 'X' || c == 'x' || c == 'Z' || c == 'z') {
        return Offsets.read(b, i, to, out) && finish(out, half);
      } else {
        int end = digits(b, i, to, widest(p));
        if (end == i) {
          return false;
        }
        set(c, b, i, end, out);
        i = end;
      }
    }
    return i == to && finish(out, half);
  }

  private static boolean finish(CivilTime out, int half) {
    if (half >= 0) {
      if (out.hour < 1 || out.hour > 12) {
        return false;
      }
      out.hour = out.hour % 12 + half;
    }
    return out.valid();
  }

  private int widest(int p) {
    char c = letters[p];
    if (c == 'S') {
      return 9;
    }
    boolean next = p + 1 < letters.length && counts[p + 1] > 0 && letters[p + 1] != 'a';
    if (next) {
      return counts[p];
    }
    return c == 'y' || c == 'u' ? (counts[p] == 2 ? 2 : 4) : 2;
  }

  private static void set(char c, byte[] b, int from, int to, CivilTime out) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n = n * 10 + b[i] - '0';
    }
    switch (c) {
      case 'y', 'u' -> out.year = to - from == 2 ? n + (n < 69 ? 2000 : 1900) : n;
      case 'M' -> out.month = n;
      case 'd' -> out.day = n;
      case 'H', 'h' -> out.hour = n;
      case 'm' -> out.minute = n;
      case 's' -> out.second = n;
      default -> {
        for (int k = to - from; k < 9; k++) {
          n *= 10;
        }
        out.nano = n;
      }
    }
  }

  private static int digits(byte[] b, int from, int to, int most) {
    int i = from;
    while (i < to && i - from < most && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }

  private static int letters(byte[] b, int from, int to) {
    int i = from;
    while (i < to && ((b[i] | 32) >= 'a' && (b[i] | 32) <= 'z')) {
      i++;
    }
    return i;
  }

  /** 1 to 12, or 0 for no month's name. */
  private static int month(byte[] b, int from, int to) {
    if (to - from < 3) {
      return 0;
    }
    for (int m = 0; m < 12; m++) {
      if ((b[from] | 32) == MONTHS.charAt(3 * m)
          && (b[from + 1] | 32) == MONTHS.charAt(3 * m + 1)
          && (b[from + 2] | 32) == MONTHS.charAt(3 * m + 2)) {
        return m + 1;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TimePattern other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
