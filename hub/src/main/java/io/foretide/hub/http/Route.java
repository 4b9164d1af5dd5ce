package io.foretide.hub.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One address that the hub answers.
 *
 * @param method such as {@code GET}; GET routes answer HEAD too
 * @param path segments, {@code {name}} for one variable segment, {@code {rest*}} at the end for any
 *     number
 * @param role that the caller needs
 * @param about one sentence for {@code /openapi.json}
 * @param params known query parameters; others are refused
 * @param body schema name or media type of the request's body; empty if it takes none
 * @param result schema name or media type of the successful answer
 * @param lane which bound on simultaneous requests applies
 * @param handler answers it
 */
public record Route(
    String method,
    String path,
    Role role,
    String about,
    List<Param> params,
    String body,
    String result,
    Lane lane,
    Handler handler) {
  /** Requests of different weight are bounded apart, so that one kind cannot starve another. */
  public enum Lane {
    /** Answered at once. */
    QUICK,
    /** Takes points in. */
    INGEST,
    /** Reads or computes much. */
    HEAVY,
    /** Stays open. */
    LIVE
  }

  public Route {
    params = List.copyOf(params);
  }

  public static Route get(String path, String about, String result, Handler handler) {
    return new Route("GET", path, Role.READ, about, List.of(), "", result, Lane.QUICK, handler);
  }

  public static Route send(
      String method, String path, String about, String body, String result, Handler handler) {
    return new Route(method, path, Role.WRITE, about, List.of(), body, result, Lane.QUICK, handler);
  }

  public Route with(Param... more) {
    return with(Arrays.asList(more));
  }

  public Route with(List<Param> more) {
    List<Param> all = new ArrayList<>(params);
    all.addAll(more);
    return new Route(method, path, role, about, all, body, result, lane, handler);
  }

  public Route as(Role other) {
    return new Route(method, path, other, about, params, body, result, lane, handler);
  }

  public Route in(Lane other) {
    return new Route(method, path, role, about, params, body, result, other, handler);
  }

  /** The names of the path's variables, in order. */
  public List<String> variables() {
    List<String> names = new ArrayList<>();
    for (String segment : path.split("/")) {
      if (segment.startsWith("{")) {
        names.add(segment.substring(1, segment.length() - 1).replace("*", ""));
      }
    }
    return names;
  }
}
