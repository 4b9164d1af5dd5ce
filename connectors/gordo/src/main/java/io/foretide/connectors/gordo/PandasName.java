package io.foretide.connectors.gordo;

import io.foretide.core.connect.OutputName;

/** The name of a column of two levels as pandas writes it into a file: a tuple's text. Pure. */
final class PandasName {
  private final String text;
  private int at;

  private PandasName(String text) {
    this.text = text;
  }

  /**
   * Reads {@code ('model-output', 'TAG 1')}.
   *
   * @throws IllegalArgumentException if this is no pair of texts
   */
  static OutputName read(String text) {
    PandasName in = new PandasName(text);
    in.expect('(');
    String group = in.quoted();
    in.expect(',');
    in.expect(' ');
    String series = in.quoted();
    in.expect(')');
    if (in.at != text.length()) {
      throw in.refused();
    }
    return new OutputName(group, series);
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "column \"" + text + "\": expected a pair such as ('model-output', 'TAG')");
  }

  private char next() {
    if (at >= text.length()) {
      throw refused();
    }
    return text.charAt(at++);
  }

  private void expect(char c) {
    if (next() != c) {
      throw refused();
    }
  }

  private String quoted() {
    char quote = next();
    if (quote != '\'' && quote != '"') {
      throw refused();
    }
    StringBuilder out = new StringBuilder();
    for (char c = next(); c != quote; c = next()) {
      if (c != '\\') {
        out.append(c);
        continue;
      }
      switch (next()) {
        case 'n' -> out.append('\n');
        case 't' -> out.append('\t');
        case 'r' -> out.append('\r');
        case 'x' -> out.appendCodePoint(hex(2));
        case 'u' -> out.appendCodePoint(hex(4));
        case 'U' -> out.appendCodePoint(hex(8));
        default -> out.append(text.charAt(at - 1));
      }
    }
    return out.toString();
  }

  private int hex(int digits) {
    if (at + digits > text.length()) {
      throw refused();
    }
    int out = Integer.parseUnsignedInt(text, at, at + digits, 16);
    at += digits;
    return out;
  }
}
