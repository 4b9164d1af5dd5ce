package io.foretide.detect.catalog;

import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One parameter of a detector.
 *
 * @param name in snake_case
 * @param kind what its values are
 * @param usual its default, as a person would write it; empty for "not given"
 * @param low the least value of a number
 * @param high the largest value of a number
 * @param choices the texts to choose from, empty for numbers
 * @param meaning one line, with the unit
 */
public record Parameter(
    String name,
    Kind kind,
    String usual,
    double low,
    double high,
    List<String> choices,
    String meaning) {

  /** What the values of a parameter are. */
  public enum Kind {
    /** A number. */
    NUMBER,
    /** A whole number. */
    INTEGER,
    /** A whole number of rows; a caller that knows the sampling may take a duration instead. */
    ROWS,
    /** One number for all signals, or one per signal. */
    NUMBERS,
    /** One of a few texts. */
    CHOICE
  }

  static Parameter number(String name, double usual, double low, double high, String meaning) {
    return new Parameter(name, Kind.NUMBER, text(usual), low, high, List.of(), meaning);
  }

  static Parameter integer(String name, long usual, double low, double high, String meaning) {
    return new Parameter(name, Kind.INTEGER, "" + usual, low, high, List.of(), meaning);
  }

  static Parameter rows(String name, int usual, double low, double high, String meaning) {
    return new Parameter(name, Kind.ROWS, "" + usual, low, high, List.of(), meaning);
  }

  static Parameter numbers(String name, String usual, double low, double high, String meaning) {
    return new Parameter(name, Kind.NUMBERS, usual, low, high, List.of(), meaning);
  }

  static Parameter choice(String name, String usual, List<String> choices, String meaning) {
    return new Parameter(name, Kind.CHOICE, usual, 0, 0, choices, meaning);
  }

  /** The names of an enum in lower case, to choose from. */
  static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** What is allowed, for people: {@code 4 to 1000000} or {@code smm, sma or ewma}. */
  public String range() {
    if (kind == Kind.CHOICE) {
      return String.join(", ", choices);
    }
    String whole = kind == Kind.INTEGER || kind == Kind.ROWS ? "whole " : "";
    String each = kind == Kind.NUMBERS ? ", one or one per signal" : "";
    if (low <= -Double.MAX_VALUE && high >= Double.MAX_VALUE) {
      return "any " + whole + "number" + each;
    }
    if (high >= Double.MAX_VALUE) {
      return whole + text(low) + " or more" + each;
    }
    return whole + text(low) + " to " + text(high) + each;
  }

  /**
   * Reads a value: a number, a truth value, a list of numbers, or the text of either.
   *
   * @throws RefusedException naming the parameter, the value and the nearest allowed one
   */
  Object read(Object given) {
    return switch (kind) {
      case NUMBER -> number(given);
      case INTEGER, ROWS -> (double) whole(given);
      case NUMBERS -> numbers(given);
      case CHOICE -> choice(given);
    };
  }

  private Object choice(Object given) {
    String text = String.valueOf(given).trim().toLowerCase(Locale.ROOT);
    if (choices.contains(text)) {
      return text;
    }
    throw refuse(given, Nearest.of(text, choices));
  }

  private long whole(Object given) {
    double value = number(given);
    if (value != Math.rint(value)) {
      throw refuse(given, text(Math.rint(value)));
    }
    return (long) value;
  }

  private double[] numbers(Object given) {
    if (given instanceof List<?> list) {
      return list.stream().mapToDouble(this::number).toArray();
    }
    if (given instanceof double[] array) {
      return Arrays.stream(array).map(this::number).toArray();
    }
    return Arrays.stream(String.valueOf(given).split(",", -1)).mapToDouble(this::number).toArray();
  }

  private double number(Object given) {
    double value;
    if (given instanceof Number n) {
      value = n.doubleValue();
    } else {
      try {
        value = Double.parseDouble(String.valueOf(given).trim());
      } catch (NumberFormatException e) {
        throw refuse(given, usual);
      }
    }
    if (kind == Kind.NUMBERS && Double.isNaN(value)) {
      return value;
    }
    if (!(value >= low && value <= high)) {
      throw refuse(given, Double.isNaN(value) ? usual : text(Math.clamp(value, low, high)));
    }
    return value;
  }

  private RefusedException refuse(Object given, String nearest) {
    String hint = nearest.isEmpty() ? "" : "; the nearest is " + nearest;
    return Refused.because(name + " is '" + given + "'", range() + hint).asException();
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value).toLowerCase(Locale.ROOT);
  }
}
