package io.foretide.hub.enodo.data;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a client's, matched from the start of a name, which gives up on names
 * that take it too long. Thread-safe.
 */
public final class NamePattern {
  private static final int LONGEST = 500;
  private static final int WORK = 200_000;

  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** Empty if the text is no regular expression, or longer than 500 characters. */
  public static Optional<NamePattern> of(String text) {
    try {
      return text.length() > LONGEST
          ? Optional.empty()
          : Optional.of(new NamePattern(Pattern.compile(text)));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** A pattern that does not come to an end on some name does not match it. */
  public boolean matches(String name) {
    try {
      return pattern.matcher(new Bounded(name, new int[] {WORK})).lookingAt();
    } catch (Exhausted | StackOverflowError e) {
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
