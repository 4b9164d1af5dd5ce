package io.foretide.forecast.catalog;

/**
 * A parameter of a method.
 *
 * @param name name in snake case
 * @param kind what it takes
 * @param description meaning, unit, default
 */
public record MethodParameter(String name, Kind kind, String description) {

  /** What a parameter takes. */
  public enum Kind {
    /** A number. */
    NUMBER("a number"),
    /** A whole number. */
    WHOLE("a whole number"),
    /** True or false. */
    FLAG("true or false"),
    /** A word. */
    TEXT("a word"),
    /** A list of words. */
    TEXTS("a list of words");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  static MethodParameter number(String name, String description) {
    return new MethodParameter(name, Kind.NUMBER, description);
  }

  static MethodParameter whole(String name, String description) {
    return new MethodParameter(name, Kind.WHOLE, description);
  }

  static MethodParameter flag(String name, String description) {
    return new MethodParameter(name, Kind.FLAG, description);
  }

  static MethodParameter text(String name, String description) {
    return new MethodParameter(name, Kind.TEXT, description);
  }

  static MethodParameter texts(String name, String description) {
    return new MethodParameter(name, Kind.TEXTS, description);
  }
}
