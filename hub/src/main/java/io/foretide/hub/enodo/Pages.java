package io.foretide.hub.enodo;

import io.foretide.hub.enodo.data.NamePattern;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import java.util.List;
import java.util.Optional;

/** The part of a list that a request asks for: {@code filter}, {@code offset}, {@code limit}. */
final class Pages {
  /** Of other lists. */
  static final List<Param> PARTS =
      List.of(
          Param.number("offset", "How many to leave out; 0 if absent."),
          Param.number("limit", "At most so many; all if absent."));

  private Pages() {}

  /** Of lists of series. */
  static List<Param> params() {
    return List.of(
        Param.text("filter", "Regular expression that names must match from their start."),
        PARTS.get(0),
        PARTS.get(1));
  }

  /** A filter that is no regular expression matches nothing. */
  static List<Registered> of(Request request, List<Registered> all) {
    String filter = request.query().text("filter", "");
    List<Registered> found = all;
    if (!filter.isEmpty()) {
      Optional<NamePattern> pattern = NamePattern.of(filter);
      found =
          pattern.isEmpty()
              ? List.of()
              : all.stream().filter(s -> pattern.get().matches(s.name())).toList();
    }
    return part(request, found);
  }

  /** From {@code offset}, at most {@code limit}. */
  static <T> List<T> part(Request request, List<T> all) {
    Query query = request.query();
    int offset = query.integer("offset", 0, 0, Integer.MAX_VALUE);
    int limit = query.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    return all.subList(
        Math.min(offset, all.size()), (int) Math.min((long) offset + limit, all.size()));
  }
}
