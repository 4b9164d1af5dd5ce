package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.JobKind;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.Registered;
import io.foretide.hub.enodo.data.SeriesConfig;
import io.foretide.hub.enodo.data.SeriesDesk;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.enodo.data.Templates;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest era's {@code /api/series}. */
final class NewestSeries {
  private static final int MOST_WITH_STATE = 1_000;
  private static final String WRONG = "Something went wrong when adding the series. ";

  private final SeriesDesk desk;
  private final Templates templates;
  private final JobStates states;

  NewestSeries(SeriesDesk desk, Templates templates, JobStates states) {
    this.desk = desk;
    this.templates = templates;
    this.states = states;
  }

  /** Names; with {@code fields} the series themselves. */
  Answer list(Request request) throws ProviderException {
    List<Registered> page = Pages.of(request, desk.registry().all());
    List<String> fields = request.query().list("fields");
    if (fields.isEmpty()) {
      return EnodoFace.json(Shape.data(page.stream().map(Registered::name).toList()));
    }
    if (fields.contains("state") && page.size() > MOST_WITH_STATE) {
      throw ApiError.bad("limit", "state of " + page.size() + " series: set limit to 1000 or less");
    }
    List<Map<String, @Nullable Object>> out = new ArrayList<>(page.size());
    for (Registered s : page) {
      Map<String, @Nullable Object> all = shown(s, fields.contains("state"), request.now());
      all.keySet().retainAll(fields);
      out.add(all);
    }
    return EnodoFace.json(Shape.data(out));
  }

  Map<String, @Nullable Object> shown(Registered s, boolean withState, long now)
      throws ProviderException {
    Shape out =
        new Shape()
            .put("rid", s.rid())
            .put("name", s.name())
            .put("meta", s.meta())
            .put("config", s.config().shown(desk.minimum(s.config())));
    return (withState ? out.put("state", states.of(s, now)) : out).map();
  }

  /** The series of a path: its number, or its name (always with {@code byName}). */
  static Optional<Registered> find(SeriesDesk desk, Request request) {
    String text = request.variable("rid");
    boolean byName = request.query().flag("byName");
    if (!byName && text.matches("\\d{1,18}")) {
      return desk.registry().find(Long.parseLong(text));
    }
    return desk.registry().find(text);
  }

  Answer one(Request request) throws ProviderException {
    Optional<Registered> found = find(desk, request);
    return found.isEmpty()
        ? EnodoFace.json(404, Shape.data(Map.of()))
        : Fields.object(request, shown(found.get(), true, request.now()));
  }

  Answer add(Map<String, @Nullable Object> body) throws ProviderException {
    for (String key : body.keySet()) {
      if (!List.of("name", "config", "meta").contains(key)) {
        throw ApiError.bad(key, "Unknown field '" + key + "': expected name, config, meta");
      }
    }
    if (!(body.get("name") instanceof String name) || name.isEmpty()) {
      throw ApiError.bad("name", "Missing required fields");
    }
    SeriesConfig config;
    try {
      config = config(body.get("config"));
    } catch (ConfigReader.Invalid e) {
      return invalid(e);
    }
    if (config.first(JobKind.BASE_ANALYSIS).isEmpty()) {
      throw ApiError.bad("config", WRONG + "Missing base analysis job");
    }
    Object meta = body.get("meta");
    if (meta != null && !(meta instanceof Map<?, ?>)) {
      throw ApiError.bad("meta", WRONG + "Meta data must be a dict");
    }
    try {
      var unused =
          desk.add(name, meta instanceof Map<?, ?> m ? PlainJson.texts(m) : null, config, null);
    } catch (ApiError e) {
      throw ApiError.bad(e.field(), WRONG + e.text());
    }
    uses(config);
    return EnodoFace.json(201, Shape.data(true));
  }

  static Answer invalid(ConfigReader.Invalid e) {
    return EnodoFace.json(
        400, new Shape().put("error", "Invalid series config").put("message", e.text()).map());
  }

  /** A configuration, or that of the template whose number is given. */
  private SeriesConfig config(@Nullable Object given) throws ConfigReader.Invalid {
    if (given instanceof Map<?, ?> map) {
      return ConfigReader.series(PlainJson.texts(map), null);
    }
    String text = String.valueOf(given);
    Optional<Templates.Template> template =
        text.matches("\\d{1,18}") ? templates.find(Long.parseLong(text)) : Optional.empty();
    if (template.isEmpty()) {
      throw ApiError.notFound("Series config template not found");
    }
    return ConfigReader.series(template.get().config(), template.get().rid());
  }

  private void uses(SeriesConfig config) throws ProviderException {
    Long rid = config.template();
    Optional<Templates.Template> t = rid == null ? Optional.empty() : templates.find(rid);
    if (t.isPresent() && !t.get().used()) {
      Templates.Template x = t.get();
      templates.put(new Templates.Template(x.rid(), x.name(), x.description(), x.config(), true));
    }
  }

  /** Changes {@code config}, {@code meta} or both. */
  Answer edit(Request request) throws ProviderException, IOException {
    Map<String, @Nullable Object> body =
        PlainJson.object(request.body(request.limits().jsonBytes()));
    for (String key : body.keySet()) {
      if (!List.of("config", "meta").contains(key)) {
        throw ApiError.bad(key, "Unknown field '" + key + "': expected config, meta");
      }
    }
    Optional<Registered> found = find(desk, request);
    if (found.isEmpty()) {
      return EnodoFace.json(404, Shape.data(Map.of()));
    }
    Registered s = found.get();
    SeriesConfig config = s.config();
    try {
      if (body.containsKey("config")) {
        config = config(body.get("config"));
      }
    } catch (ConfigReader.Invalid e) {
      return invalid(e);
    }
    Object meta = body.containsKey("meta") ? body.get("meta") : s.meta();
    if (meta != null && !(meta instanceof Map<?, ?>)) {
      throw ApiError.bad("meta", "Meta data must be a dict");
    }
    Registered changed =
        desk.edit(
            new Registered(
                s.rid(),
                s.name(),
                meta instanceof Map<?, ?> m ? PlainJson.texts(m) : null,
                config,
                body.containsKey("config") ? null : s.seed(),
                s.models(),
                s.waits()));
    uses(config);
    return EnodoFace.json(Shape.data(shown(changed, true, request.now())));
  }

  Answer remove(Request request) throws ProviderException {
    Optional<Registered> found = find(desk, request);
    if (found.isEmpty()) {
      return EnodoFace.json(404, Map.of());
    }
    desk.remove(found.get());
    return EnodoFace.json(Map.of());
  }
}
