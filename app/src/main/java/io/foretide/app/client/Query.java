package io.foretide.app.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a request; those without a value are left out. Immutable. */
public final class Query {
  public static final Query NONE = new Query(List.of());
  private final List<String> parts;

  private Query(List<String> parts) {
    this.parts = parts;
  }

  public Query with(String name, @Nullable Object value) {
    if (value == null || value.toString().isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(parts);
    more.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    return new Query(List.copyOf(more));
  }

  /** A name as one segment of a path. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }
}
