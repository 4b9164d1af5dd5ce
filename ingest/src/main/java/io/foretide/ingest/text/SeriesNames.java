package io.foretide.ingest.text;

import org.jspecify.annotations.Nullable;

/** What may be a series' name. */
public final class SeriesNames {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 512;

  private SeriesNames() {}

  /** Why a name cannot be taken, or null if it can. */
  public static @Nullable String refuse(String name) {
    if (name.isBlank()) {
      return "series name is empty: expected a name such as pump-7.pressure";
    }
    if (name.length() > MAX_LENGTH) {
      return "series name '"
          + name.substring(0, 40)
          + "...' has "
          + name.length()
          + " characters: expected at most "
          + MAX_LENGTH;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || c == '\uFFFD') {
        return "series name '" + printable(name) + "' holds a control or undecodable character";
      }
    }
    return null;
  }

  /** A text cut to 120 characters, with control characters replaced, for a message. */
  public static String printable(String text) {
    StringBuilder out = new StringBuilder(Math.min(124, text.length()));
    for (int i = 0; i < text.length() && i < 120; i++) {
      char c = text.charAt(i);
      out.append(Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return text.length() > 120 ? out.append("...").toString() : out.toString();
  }
}
