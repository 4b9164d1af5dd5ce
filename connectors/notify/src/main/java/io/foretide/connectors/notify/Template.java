package io.foretide.connectors.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.settings.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code {{name}}} in it. {@code {{name | jsonify}}} puts the value as JSON, quotes
 * included. Immutable.
 */
final class Template {
  private static final Pattern VARIABLE =
      Pattern.compile("\\{\\{\\s*([a-zA-Z_][a-zA-Z0-9_.]*)\\s*(?:\\|\\s*(\\w+)\\s*)?}}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Piece> pieces;

  private record Piece(String text, boolean variable, boolean json) {}

  private Template(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /**
   * Reads a template.
   *
   * @param known names that may stand in it
   * @throws IllegalArgumentException naming a variable or filter that is not known
   */
  static Template parse(String text, Set<String> known) {
    List<Piece> out = new ArrayList<>();
    Matcher m = VARIABLE.matcher(text);
    int at = 0;
    while (m.find()) {
      if (!known.contains(m.group(1))) {
        throw new IllegalArgumentException(
            "'"
                + m.group(1)
                + "' is not known: expected one of "
                + String.join(", ", new TreeSet<>(known))
                + Nearest.hint(m.group(1), known));
      }
      if (m.group(2) != null && !m.group(2).equals("jsonify")) {
        throw new IllegalArgumentException(
            "filter '" + m.group(2) + "' is not known: expected jsonify");
      }
      out.add(new Piece(text.substring(at, m.start()), false, false));
      out.add(new Piece(m.group(1), true, m.group(2) != null));
      at = m.end();
    }
    out.add(new Piece(text.substring(at), false, false));
    return new Template(out);
  }

  String fill(Map<String, @Nullable Object> values) {
    StringBuilder out = new StringBuilder();
    for (Piece p : pieces) {
      if (!p.variable) {
        out.append(p.text);
      } else if (p.json) {
        out.append(json(values.get(p.text)));
      } else {
        Object v = values.get(p.text);
        out.append(v == null ? "" : v);
      }
    }
    return out.toString();
  }

  private static String json(@Nullable Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text, number or map is always JSON", e);
    }
  }
}
