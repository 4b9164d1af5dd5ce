package io.foretide.ingest.text;

/** Words in bytes. */
public final class Words {
  private Words() {}

  /** Whether {@code [from, to)} is a word of ASCII letters and signs, in any case. */
  public static boolean is(byte[] b, int from, int to, String lower) {
    if (to - from != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      int c = b[from + i];
      if (c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      if (c != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a field says that there is no value: empty, NA, NaN, null, none, - and the like. */
  public static boolean missing(byte[] b, int from, int to) {
    return switch (to - from) {
      case 0 -> true;
      case 1 -> b[from] == '-' || b[from] == '?' || b[from] == '.';
      case 2 -> is(b, from, to, "na") || is(b, from, to, "\\n");
      case 3 -> is(b, from, to, "nan") || is(b, from, to, "n/a");
      case 4 ->
          is(b, from, to, "null")
              || is(b, from, to, "none")
              || is(b, from, to, "#n/a")
              || is(b, from, to, "-nan");
      default -> false;
    };
  }
}
