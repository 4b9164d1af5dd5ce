package io.foretide.core.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that a misspelt one most likely meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The nearest of some names by edit distance (insert, drop, replace, swap neighbours), any case;
   * empty if none is near enough to be meant (more than a third of the letters differ, at least 2
   * may).
   */
  public static Optional<String> of(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int best = Math.max(2, wanted.length() / 3) + 1;
    String found = null;
    for (String k : known) {
      String candidate = k.toLowerCase(Locale.ROOT);
      if (Math.abs(candidate.length() - wanted.length()) < best) {
        int d = distance(wanted, candidate);
        if (d < best) {
          best = d;
          found = k;
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /** {@code "; did you mean 'x'?"}, or nothing if no known name is near. */
  public static String hint(String name, Collection<String> known) {
    return of(name, known).map(n -> "; did you mean '" + n + "'?").orElse("");
  }

  /** Optimal string alignment distance. */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(last[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
