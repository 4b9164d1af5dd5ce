package io.foretide.hub.pages;

import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web pages. An address that names no file is one of the pages that {@code index.html} draws.
 * Thread-safe.
 */
public final class PageRoutes {
  /** Only what comes from here runs, and no other site may frame it. */
  static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:;"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** Below these every address is drawn, also where a name ends like a file's. */
  private static final Set<String> DRAWN =
      Set.of("overview", "series", "models", "rollouts", "alarms", "events");

  private static final Pattern HASHED = Pattern.compile(".*[.-][0-9a-f]{8,}\\.\\w+");

  private final ClassLoader loader;
  private final ConcurrentHashMap<String, Page> read = new ConcurrentHashMap<>();

  public PageRoutes(ClassLoader loader) {
    this.loader = loader;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/", "The overview page.", "text/html", _ -> home()).as(Role.OPEN),
        Route.get("/favicon.ico", "The pages' icon.", "image/svg+xml", r -> file(r, "icon.svg"))
            .as(Role.OPEN),
        new Route(
            "GET",
            "/ui/{path*}",
            Role.OPEN,
            "The pages and their files.",
            List.of(Param.ANY),
            "",
            "text/html",
            Route.Lane.QUICK,
            this::page));
  }

  private static Answer home() {
    return Answer.empty(302).header("Location", "/ui/overview");
  }

  private Answer page(Request request) throws IOException {
    String path = request.variable("path");
    int slash = path.indexOf('/');
    String first = slash < 0 ? path : path.substring(0, slash);
    boolean drawn = DRAWN.contains(first) || path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
    return file(request, drawn ? "index.html" : path);
  }

  private Answer file(Request request, String name) throws IOException {
    Page page = find(name);
    if (page == null) {
      throw ApiError.notFound("there is no page or file of this name");
    }
    boolean unchanged = request.header("If-None-Match").contains(page.tag());
    return page.answer(unchanged, HASHED.matcher(name).matches());
  }

  private @Nullable Page find(String name) throws IOException {
    Page known = read.get(name);
    if (known == null) {
      known = Page.read(loader, name);
      if (known != null) {
        // Bounded by the number of files in the jar: names without a file are not kept.
        read.put(name, known);
      }
    }
    return known;
  }
}
