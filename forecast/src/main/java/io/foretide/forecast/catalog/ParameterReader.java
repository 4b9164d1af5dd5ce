package io.foretide.forecast.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads parameters by kind and range; what does not fit is refused by name. */
final class ParameterReader {
  private final String method;
  private final Map<String, Object> given;

  ParameterReader(String method, Map<String, Object> given, List<MethodParameter> known) {
    this.method = method;
    this.given = given;
    List<String> names = known.stream().map(MethodParameter::name).toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "Method '"
                + method
                + "' has no parameter '"
                + name
                + "'"
                + Nearest.hint(name, names)
                + ". It has: "
                + String.join(", ", names));
      }
    }
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  double number(String name, double usual, double least, double most) {
    Object value = given.get(name);
    if (value == null) {
      return usual;
    }
    double number = Double.NaN;
    if (value instanceof Number n) {
      number = n.doubleValue();
    } else if (value instanceof String text) {
      number = parsed(text);
    }
    if (!(number >= least && number <= most)) {
      throw wrong(name, value, "a number from " + least + " to " + most);
    }
    return number;
  }

  private static double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  int whole(String name, int usual, int least, int most) {
    Object value = given.get(name);
    if (value == null) {
      return usual;
    }
    double number =
        value instanceof Number n
            ? n.doubleValue()
            : value instanceof String text ? parsed(text) : Double.NaN;
    if (!(number >= least && number <= most) || number != Math.rint(number)) {
      throw wrong(name, value, "a whole number from " + least + " to " + most);
    }
    return (int) number;
  }

  boolean flag(String name, boolean usual) {
    Object value = given.get(name);
    return switch (value) {
      case null -> usual;
      case Boolean flag -> flag;
      case String text when text.equalsIgnoreCase("true") -> true;
      case String text when text.equalsIgnoreCase("false") -> false;
      default -> throw wrong(name, value, "true or false");
    };
  }

  @Nullable String text(String name) {
    Object value = given.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(name, value, "a word");
  }

  String choice(String name, String usual, String... allowed) {
    String value = text(name);
    if (value == null) {
      return usual;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (!List.of(allowed).contains(lower)) {
      throw wrong(name, value, "one of " + String.join(", ", allowed));
    }
    return lower;
  }

  List<String> texts(String name, List<String> usual) {
    Object value = given.get(name);
    return switch (value) {
      case null -> usual;
      case String text -> List.of(text.trim().split("\\s*,\\s*"));
      case List<?> list when list.stream().allMatch(String.class::isInstance) ->
          list.stream().map(String.class::cast).toList();
      default -> throw wrong(name, value, "a list of words");
    };
  }

  IllegalArgumentException wrong(String name, @Nullable Object value, String expected) {
    return new IllegalArgumentException(
        "Method '" + method + "': " + name + " is " + value + ", expected " + expected);
  }
}
