package io.foretide.forecast.catalog;

import java.util.List;

/** The known name that a mistyped one is closest to. */
final class Nearest {

  private Nearest() {}

  /** The words that propose it, or nothing where no name is close. */
  static String hint(String given, List<String> names) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int distance = distance(given.replace('-', '_'), name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return least <= 1 + given.length() / 2 ? " (did you mean '" + best + "'?)" : "";
  }

  /** Letters to insert, delete or replace (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
