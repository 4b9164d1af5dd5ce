package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.SeriesConfig;
import io.foretide.hub.enodo.data.SeriesDesk;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.enodo.data.Templates;
import io.foretide.hub.enodo.data.Templates.Template;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/template/series}: configurations that series share. */
final class TemplateRoutes {
  private static final int MOST = 10_000;

  private final Templates templates;
  private final SeriesDesk desk;

  TemplateRoutes(Templates templates, SeriesDesk desk) {
    this.templates = templates;
    this.desk = desk;
  }

  List<Route> routes() {
    String path = "/api/template/series";
    return List.of(
        Route.get(path, "All templates.", "Templates", this::list)
            .with(Pages.PARTS)
            .with(Fields.PARAM),
        Route.send("POST", path, "Makes a template.", "NewTemplate", "Template", this::add),
        Route.send(
            "PUT",
            path + "/{rid}",
            "Changes what a template says; its series follow.",
            "SeriesConfig",
            "Template",
            this::config),
        Route.send(
            "PUT",
            path + "/{rid}/static",
            "Changes name or description.",
            "TemplateWords",
            "Template",
            this::words),
        Route.send("DELETE", path + "/{rid}", "Removes one.", "", "Empty", this::remove));
  }

  private Answer list(Request request) {
    return Fields.list(request, templates.all().stream().map(Template::shown).toList());
  }

  private static Map<String, @Nullable Object> body(Request request) throws IOException {
    return PlainJson.object(request.body(request.limits().jsonBytes()));
  }

  private synchronized Answer add(Request request) throws ProviderException, IOException {
    Map<String, @Nullable Object> body = body(request);
    if (!(body.get("name") instanceof String name)
        || name.isBlank()
        || !(body.get("config") instanceof Map<?, ?> config)) {
      throw ApiError.bad("name", "Missing required fields: expected name and config");
    }
    if (templates.hasName(name)) {
      throw ApiError.bad("name", "template already exists");
    }
    if (templates.all().size() >= MOST) {
      throw ApiError.conflict("there are " + MOST + " templates: remove some first");
    }
    try {
      var unused = ConfigReader.series(PlainJson.texts(config), null);
    } catch (ConfigReader.Invalid e) {
      return NewestSeries.invalid(e);
    }
    Template made =
        templates.add(
            name, String.valueOf(body.getOrDefault("description", "")), PlainJson.texts(config));
    return EnodoFace.json(201, Shape.data(made.shown()));
  }

  private Template find(Request request) {
    String text = request.variable("rid");
    return (text.matches("\\d{1,18}")
            ? templates.find(Long.parseLong(text))
            : Optional.<Template>empty())
        .orElseThrow(() -> ApiError.notFound("template does not exists"));
  }

  private synchronized Answer words(Request request) throws ProviderException, IOException {
    Map<String, @Nullable Object> body = body(request);
    Template t = find(request);
    String name = body.get("name") instanceof String n && !n.isBlank() ? n : t.name();
    if (!name.equals(t.name()) && templates.hasName(name)) {
      throw ApiError.bad("name", "template already exists");
    }
    Template changed =
        new Template(
            t.rid(),
            name,
            body.get("description") instanceof String d ? d : t.description(),
            t.config(),
            t.used());
    templates.put(changed);
    return EnodoFace.json(201, Shape.data(changed.shown()));
  }

  private synchronized Answer config(Request request) throws ProviderException, IOException {
    Map<String, @Nullable Object> body = body(request);
    Template t = find(request);
    body.remove("rid");
    SeriesConfig config;
    try {
      config = ConfigReader.series(body, t.rid());
    } catch (ConfigReader.Invalid e) {
      return NewestSeries.invalid(e);
    }
    Template changed = new Template(t.rid(), t.name(), t.description(), body, t.used());
    templates.put(changed);
    for (Registered s : users(t)) {
      var unused =
          desk.edit(
              new Registered(s.rid(), s.name(), s.meta(), config, null, s.models(), s.waits()));
    }
    return EnodoFace.json(201, Shape.data(changed.shown()));
  }

  private List<Registered> users(Template t) {
    return desk.registry().all().stream()
        .filter(s -> {
          Long rid = s.config().template();
          return rid != null && rid == t.rid();
        })
        .toList();
  }

  private synchronized Answer remove(Request request) throws ProviderException {
    Template t = find(request);
    if (!users(t).isEmpty()) {
      throw ApiError.bad("rid", "template is used by series");
    }
    templates.remove(t.rid());
    return EnodoFace.json(Shape.data(null));
  }
}
