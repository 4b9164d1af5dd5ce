package io.foretide.hub.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What changed between two model files, one line per entry. */
final class Differences {
  private Differences() {}

  static List<String> between(Map<String, Object> before, Map<String, Object> after) {
    List<String> out = new ArrayList<>();
    compare("", before, after, out);
    return out;
  }

  private static void compare(
      String path, @Nullable Object before, @Nullable Object after, List<String> out) {
    if (before instanceof Map<?, ?> a && after instanceof Map<?, ?> b) {
      TreeSet<String> keys = new TreeSet<>();
      a.keySet().forEach(k -> keys.add(String.valueOf(k)));
      b.keySet().forEach(k -> keys.add(String.valueOf(k)));
      for (String key : keys) {
        compare(path.isEmpty() ? key : path + "." + key, a.get(key), b.get(key), out);
      }
    } else if (!Objects.equals(before, after)) {
      out.add(path + ": " + shown(before) + " -> " + shown(after));
    }
  }

  private static String shown(@Nullable Object value) {
    String text = value == null ? "none" : value.toString();
    return text.length() <= 120 ? text : text.substring(0, 120) + "...";
  }
}
