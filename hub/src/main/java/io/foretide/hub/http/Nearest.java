package io.foretide.hub.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Nearest {
  private static final int LONGEST = 200;

  private Nearest() {}

  /** The known word with the fewest edits (Levenshtein), if it is near enough to suggest. */
  public static Optional<String> of(String word, Collection<String> known) {
    String w = word.toLowerCase(Locale.ROOT);
    if (w.length() > LONGEST) {
      return Optional.empty();
    }
    String best = "";
    int least = Math.max(2, w.length() / 3) + 1;
    for (String k : known) {
      if (k.length() <= LONGEST) {
        int d = edits(w, k.toLowerCase(Locale.ROOT));
        if (d < least) {
          least = d;
          best = k;
        }
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + same);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
