package io.foretide.hub.http;

import io.foretide.core.settings.Nearest;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request. Every reader refuses what it cannot use, by name. */
public final class Query {
  private static final Pattern OFFSET_BLANK = Pattern.compile(".*T.* \\d\\d:?\\d\\d");
  private final Map<String, List<String>> values;
  private final long now;

  private Query(Map<String, List<String>> values, long now) {
    this.values = values;
    this.now = now;
  }

  /**
   * @param raw the part after the question mark, as sent
   * @param now what relative times start from
   */
  public static Query parse(String raw, long now) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
      if (!pair.isEmpty()) {
        int eq = pair.indexOf('=');
        String name = Percent.decode(eq < 0 ? pair : pair.substring(0, eq), true);
        String value = eq < 0 ? "" : Percent.decode(pair.substring(eq + 1), true);
        values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
      }
    }
    return new Query(values, now);
  }

  /** Refuses parameters that the route does not know, and needed ones that are absent. */
  void check(List<Param> known) {
    if (known.contains(Param.ANY)) {
      return;
    }
    List<String> names = known.stream().map(Param::name).toList();
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        String hint =
            Nearest.of(name, names)
                .map(n -> "did you mean '" + n + "'?")
                .orElse(names.isEmpty() ? "expected none" : "expected " + String.join(", ", names));
        throw ApiError.bad(name, "query parameter '" + name + "' is not known: " + hint);
      }
    }
    for (Param p : known) {
      if (p.required() && !has(p.name())) {
        throw ApiError.bad(p.name(), "query parameter '" + p.name() + "' is missing: " + p.about());
      }
    }
  }

  public boolean has(String name) {
    return !text(name, "").isEmpty();
  }

  public String text(String name, String absent) {
    List<String> all = values.get(name);
    return all == null || all.getLast().isEmpty() ? absent : all.getLast();
  }

  /** Comma-separated values, over all occurrences. */
  public List<String> list(String name) {
    List<String> out = new ArrayList<>();
    for (String value : values.getOrDefault(name, List.of())) {
      for (String part : value.split(",")) {
        if (!part.isBlank()) {
          out.add(part.strip());
        }
      }
    }
    return out;
  }

  public int integer(String name, int absent, int least, int most) {
    String text = text(name, "");
    if (text.isEmpty()) {
      return absent;
    }
    try {
      int n = Integer.parseInt(text);
      if (n >= least && n <= most) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a whole number from " + least + " to " + most);
    }
    throw wrong(name, text, "a whole number from " + least + " to " + most);
  }

  public long whole(String name, long absent) {
    String text = text(name, "");
    try {
      return text.isEmpty() ? absent : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(name, text, "a whole number");
    }
  }

  public boolean flag(String name) {
    List<String> all = values.get(name);
    if (all == null) {
      return false;
    }
    return switch (all.getLast().toLowerCase(Locale.ROOT)) {
      case "", "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw wrong(name, all.getLast(), "true or false");
    };
  }

  /** One of some words; the constants' names in lower case. */
  public <E extends Enum<E>> @Nullable E choice(String name, Class<E> of) {
    String text = text(name, "");
    if (text.isEmpty()) {
      return null;
    }
    List<String> known = new ArrayList<>();
    for (E constant : of.getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(text.toLowerCase(Locale.ROOT))) {
        return constant;
      }
      known.add(word);
    }
    throw wrong(name, text, String.join(", ", known));
  }

  public long duration(String name, long absent) {
    String text = text(name, "");
    try {
      return text.isEmpty() ? absent : Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw ApiError.bad(name, name + ": " + e.getMessage());
    }
  }

  public long time(String name, long absent) {
    String text = text(name, "");
    return text.isEmpty() ? absent : time(name, text, now);
  }

  /** {@code from} and {@code to}. */
  public Range range(long absentFrom, long absentTo) {
    long from = time("from", absentFrom);
    long to = time("to", absentTo);
    if (to < from) {
      throw ApiError.bad(
          "to",
          "the range "
              + Instants.format(from)
              + " to "
              + Instants.format(to)
              + " ends before it starts: expected from <= to");
    }
    return new Range(from, to);
  }

  /** {@code from} and {@code to}; without them the span of this length before now. */
  public Range lately(long span) {
    long to = time("to", now);
    return range(Instants.minus(to, span), now);
  }

  public long now() {
    return now;
  }

  /**
   * Reads a time: ISO 8601, epoch seconds, milliseconds, microseconds or nanoseconds (told apart by
   * 10, 13, 16 and 19 digits), {@code now}, or a signed duration from now.
   */
  public static long time(String field, String text, long now) {
    String t = text.strip();
    try {
      if (t.equalsIgnoreCase("now")) {
        return now;
      }
      if (!t.isEmpty() && t.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return epoch(t);
      }
      if (t.startsWith("now-") || t.startsWith("now+")) {
        return Instants.plus(now, Durations.parse(t.substring(3)));
      }
      if ((t.startsWith("-") || t.startsWith("+")) && t.indexOf('T') < 0) {
        return Instants.plus(now, Durations.parse(t));
      }
      if (OFFSET_BLANK.matcher(t).matches()) {
        int blank = t.lastIndexOf(' ');
        t = t.substring(0, blank) + "+" + t.substring(blank + 1);
      }
      return Instants.parse(t);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ApiError.bad(
          field,
          field
              + " '"
              + shortened(text)
              + "' is not understood: expected ISO 8601 such as 2026-01-31T08:00:00Z, epoch"
              + " milliseconds, now, or a span back from now such as -7d");
    }
  }

  private static long epoch(String digits) {
    long n = Long.parseLong(digits);
    return switch (digits.length()) {
      case 9, 10 -> Math.multiplyExact(n, 1_000_000_000L);
      case 11, 12, 13 -> Math.multiplyExact(n, 1_000_000L);
      case 16 -> Math.multiplyExact(n, 1_000L);
      case 18, 19 -> n;
      default -> throw new IllegalArgumentException("epoch of " + digits.length() + " digits");
    };
  }

  private static ApiError wrong(String name, String value, String expected) {
    return ApiError.bad(name, name + " '" + shortened(value) + "': expected " + expected);
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
