package io.foretide.hub.models;

import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Query;
import java.util.Map;

/** Reads {@code from} and {@code to} out of a JSON body. */
public final class Spans {
  private Spans() {}

  /** {@code from} is needed; {@code to} is now if absent. */
  public static Range read(Map<String, Object> body, long now) {
    long from = time(body, "from", now);
    long to = body.containsKey("to") ? time(body, "to", now) : now;
    if (to < from) {
      throw ApiError.invalid(
          "to", Instants.format(to) + " is before " + Instants.format(from) + ": swap them");
    }
    return new Range(from, to);
  }

  private static long time(Map<String, Object> body, String field, long now) {
    Object value = body.get(field);
    if (value instanceof String || value instanceof Integer || value instanceof Long) {
      return Query.time(field, value.toString(), now);
    }
    throw ApiError.invalid(
        field, field + " is missing or no time: expected such as \"2026-01-31T08:00:00Z\"");
  }
}
