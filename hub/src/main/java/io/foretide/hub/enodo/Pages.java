package io.foretide.hub.enodo;

import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The part of a list that a request asks for: {@code filter}, {@code offset}, {@code limit}. */
final class Pages {
  private static final int LONGEST = 500;

  /** Of other lists. */
  static final List<Param> PARTS =
      List.of(
          Param.number("offset", "How many to leave out; 0 if absent."),
          Param.number("limit", "At most so many; all if absent."));

  private Pages() {}

  /** Of lists of series. */
  static List<Param> params() {
    return List.of(
        Param.text("filter", "Regular expression that names must match from their start."),
        PARTS.get(0),
        PARTS.get(1));
  }

  /** A filter that is no regular expression matches nothing. */
  static List<Registered> of(Request request, List<Registered> all) {
    String filter = request.query().text("filter", "");
    List<Registered> found = all;
    if (!filter.isEmpty()) {
      try {
        Pattern pattern = Pattern.compile(filter);
        found =
            filter.length() > LONGEST
                ? List.of()
                : all.stream().filter(s -> matches(pattern, s.name())).toList();
      } catch (PatternSyntaxException e) {
        return List.of();
      }
    }
    return part(request, found);
  }

  /** From {@code offset}, at most {@code limit}. */
  static <T> List<T> part(Request request, List<T> all) {
    Query query = request.query();
    int offset = query.integer("offset", 0, 0, Integer.MAX_VALUE);
    int limit = query.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    return all.subList(
        Math.min(offset, all.size()), (int) Math.min((long) offset + limit, all.size()));
  }

  /** A pattern that does not come to an end on some name does not match it. */
  private static boolean matches(Pattern pattern, String name) {
    try {
      return pattern.matcher(new Bounded(name, new int[] {200_000})).lookingAt();
    } catch (Exhausted e) {
      return false;
    }
  }

  private static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("too much work", null, false, false);
    }
  }

  /** Ends a search that looks at too many characters. */
  private record Bounded(CharSequence text, int[] left) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (left[0]-- == 0) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new Bounded(text.subSequence(from, to), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
