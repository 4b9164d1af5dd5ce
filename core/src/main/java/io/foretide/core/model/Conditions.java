package io.foretide.core.model;

import io.foretide.core.grade.Grade;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When a model applies. What lies outside is neither learned from nor predicted.
 *
 * @param when an expression over series that must hold, such as {@code pump-7.speed > 10}; empty
 *     for always
 * @param settle nanoseconds after each start of the condition, or change of the state, that do not
 *     count yet
 * @param regime an expression whose value is the state of the plant; each state has a model of its
 *     own; empty for one model
 * @param grade the least grade that every input must have before an interval is predicted; {@link
 *     Grade#NONE} demands nothing
 */
public record Conditions(String when, long settle, String regime, Grade grade) {
  /** A model that always applies. */
  public static final Conditions NONE = new Conditions("", 0, "", Grade.NONE);

  private static final Set<String> WORDS = Set.of("and", "or", "not", "abs");

  /** Whether rows are left out by an expression. */
  public boolean gated() {
    return !when.isEmpty() || !regime.isEmpty();
  }

  /** The series that the expressions name, each once, in order. */
  public List<String> signals() {
    Set<String> out = new LinkedHashSet<>();
    names(when, out);
    names(regime, out);
    return List.copyOf(out);
  }

  /** The names in an expression: in back quotes, or words of letters, digits, '_' and '.'. */
  private static void names(String text, Set<String> out) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '`') {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
          return;
        }
        out.add(text.substring(at + 1, end));
        at = end + 1;
      } else if (word(c)) {
        int from = at;
        while (at < text.length() && word(text.charAt(at))) {
          at++;
        }
        String name = text.substring(from, at);
        if (!WORDS.contains(name) && !Character.isDigit(c) && c != '.') {
          out.add(name);
        }
      } else {
        at++;
      }
    }
  }

  private static boolean word(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }
}
