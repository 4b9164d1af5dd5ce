package io.foretide.ingest.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a series' name from a line's measurement, tags and one field. A template is text with
 * placeholders: {@code {measurement}}, {@code {field}} (empty for a field named {@code value}),
 * {@code {tags}} (those not named elsewhere in the template, as {@code key=value}, sorted by key
 * and joined by commas) and {@code {tag:KEY}}. Signs between the brace and the word are written
 * only where the word's text is not empty.
 *
 * <p>The default {@code {measurement}{,tags}{.field}} turns {@code cpu,host=a,cpu=0 idle=3} into
 * {@code cpu,cpu=0,host=a.idle} and {@code T1 value=3} into {@code T1}: the order of tags does not
 * matter. Immutable.
 */
public final class SeriesNaming {
  public static final String DEFAULT_TEMPLATE = "{measurement}{,tags}{.field}";
  public static final SeriesNaming DEFAULT = new SeriesNaming(DEFAULT_TEMPLATE);

  /** Literal text, or signs and a word: measurement, field, tags or tag:KEY. */
  private record Part(String signs, String word) {}

  private final List<Part> parts = new ArrayList<>();
  private final List<String> namedTags = new ArrayList<>();
  private final String template;

  /**
   * @throws IllegalArgumentException if the template has an unknown placeholder or would give
   *     different fields one name
   */
  public SeriesNaming(String template) {
    this.template = template;
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf('{', at);
      if (open < 0) {
        parts.add(new Part(template.substring(at), ""));
        break;
      }
      if (open > at) {
        parts.add(new Part(template.substring(at, open), ""));
      }
      int close = template.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("series name template '" + template + "' lacks a '}'");
      }
      parts.add(placeholder(template.substring(open + 1, close)));
      at = close + 1;
    }
    if (parts.stream().noneMatch(p -> p.word.equals("field"))) {
      throw new IllegalArgumentException(
          "series name template '"
              + template
              + "' has no {field}: the fields of a line would share one name");
    }
  }

  private Part placeholder(String inside) {
    int word = 0;
    while (word < inside.length() && !Character.isLetter(inside.charAt(word))) {
      word++;
    }
    String name = inside.substring(word);
    if (name.startsWith("tag:") && name.length() > 4) {
      namedTags.add(name.substring(4));
    } else if (!List.of("measurement", "field", "tags").contains(name)) {
      throw new IllegalArgumentException(
          "'{"
              + inside
              + "}' in series name template '"
              + template
              + "' is not known: expected {measurement}, {tags}, {tag:KEY} or {field}");
    }
    return new Part(inside.substring(0, word), name);
  }

  /** The name of a series. */
  public String name(String measurement, Map<String, String> tags, String field) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part.word.isEmpty()) {
        out.append(part.signs);
        continue;
      }
      String text =
          switch (part.word) {
            case "measurement" -> measurement;
            case "field" -> field.equals("value") ? "" : field;
            case "tags" -> rest(tags);
            default -> tags.getOrDefault(part.word.substring(4), "");
          };
      if (!text.isEmpty()) {
        out.append(part.signs).append(text);
      }
    }
    return out.toString();
  }

  private String rest(Map<String, String> tags) {
    StringBuilder out = new StringBuilder();
    new TreeMap<>(tags)
        .forEach((key, value) -> {
          if (!namedTags.contains(key)) {
            out.append(out.isEmpty() ? "" : ",").append(key).append('=').append(value);
          }
        });
    return out.toString();
  }

  @Override
  public String toString() {
    return template;
  }
}
