package io.foretide.hub.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the route of a request. Paths are split before they are decoded, so that a {@code %2F}
 * stays inside its segment. Immutable.
 */
final class Router {
  private final Map<String, List<Compiled>> byFirst = new HashMap<>();

  Router(List<Route> routes) {
    for (Route route : routes) {
      Compiled c = new Compiled(route, split(route.path()));
      byFirst.computeIfAbsent(c.segments.getFirst(), _ -> new ArrayList<>()).add(c);
    }
  }

  /**
   * @param route the route
   * @param variables of its path, decoded
   */
  record Match(Route route, Map<String, String> variables) {}

  private record Compiled(Route route, List<String> segments) {}

  /**
   * @throws ApiError 404 or 405
   */
  Match find(String method, String rawPath) {
    List<String> path = split(rawPath);
    List<Compiled> candidates = byFirst.getOrDefault(path.getFirst(), List.of());
    TreeSet<String> allowed = new TreeSet<>();
    String wanted = method.equals("HEAD") ? "GET" : method;
    for (Compiled c : candidates) {
      if (matches(c.segments, path)) {
        if (c.route.method().equals(wanted) || c.route.method().equals(method)) {
          return new Match(c.route, variables(c.segments, path));
        }
        allowed.add(c.route.method());
      }
    }
    if (!allowed.isEmpty()) {
      throw ApiError.notAllowed(method, allowed);
    }
    throw ApiError.notFound(
        "there is nothing at this address: see /openapi.json for all addresses");
  }

  private static List<String> split(String path) {
    List<String> out = new ArrayList<>();
    for (String segment : path.split("/")) {
      if (!segment.isEmpty()) {
        out.add(segment);
      }
    }
    return out.isEmpty() ? List.of("") : out;
  }

  private static boolean matches(List<String> pattern, List<String> path) {
    for (int i = 0; i < pattern.size(); i++) {
      String p = pattern.get(i);
      if (p.endsWith("*}")) {
        return true;
      }
      if (i >= path.size() || !p.startsWith("{") && !p.equals(path.get(i))) {
        return false;
      }
    }
    return path.size() == pattern.size();
  }

  private static Map<String, String> variables(List<String> pattern, List<String> path) {
    Map<String, String> out = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String p = pattern.get(i);
      if (p.endsWith("*}")) {
        String rest = String.join("/", path.subList(Math.min(i, path.size()), path.size()));
        out.put(p.substring(1, p.length() - 2), Percent.decode(rest, false));
      } else if (p.startsWith("{")) {
        out.put(p.substring(1, p.length() - 1), Percent.decode(path.get(i), false));
      }
    }
    return out;
  }
}
