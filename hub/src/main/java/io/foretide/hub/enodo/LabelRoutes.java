package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.PythonJson;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/enodo/label}: names of groups with a configuration, kept for clients. */
final class LabelRoutes {
  private static final String PREFIX = "enodo.label.";
  private static final int MOST = 10_000;

  private final Keeper keeper;
  private final Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();

  LabelRoutes(Keeper keeper) throws ProviderException {
    this.keeper = keeper;
    keeper
        .all(PREFIX)
        .forEach((key, text) -> all.put(key.substring(PREFIX.length()), PlainJson.object(text)));
  }

  List<Route> routes() {
    String path = "/api/enodo/label";
    return List.of(
        Route.get(path, "All labels.", "Labels", this::list).with(Pages.PARTS),
        Route.send("POST", path, "Makes or changes a label.", "Label", "Empty", this::put),
        Route.send("DELETE", path, "Removes a label.", "Label", "Empty", this::remove));
  }

  private synchronized Answer list(Request request) {
    List<Map<String, @Nullable Object>> labels = Pages.part(request, new ArrayList<>(all.values()));
    return wrapped(200, new Shape().put("last_update", null).put("labels", labels).map());
  }

  /** These answers are wrapped twice. */
  private static Answer wrapped(int status, @Nullable Object value) {
    return EnodoFace.json(status, Shape.data(Shape.data(value)));
  }

  private synchronized Answer put(Request request) throws ProviderException, IOException {
    Map<String, @Nullable Object> body =
        PlainJson.object(request.body(request.limits().jsonBytes()));
    String name = name(body);
    if (!(body.get("series_config") instanceof Map<?, ?> config)) {
      throw ApiError.bad("series_config", "series_config: expected a map");
    }
    if (all.size() >= MOST && !all.containsKey(name)) {
      throw ApiError.conflict("there are " + MOST + " labels: remove some first");
    }
    Map<String, @Nullable Object> label =
        new Shape()
            .put("description", String.valueOf(body.getOrDefault("description", "")))
            .put("name", name)
            .put("series_config", PlainJson.texts(config))
            .put("type", "group")
            .put("selector", name)
            .map();
    keeper.put(PREFIX + name, PythonJson.text(label));
    all.put(name, label);
    return wrapped(201, true);
  }

  private static String name(Map<String, @Nullable Object> body) {
    if (body.get("name") instanceof String name && !name.isBlank() && name.length() <= 200) {
      return name;
    }
    throw ApiError.bad("name", "name: expected a text of 1 to 200 signs");
  }

  private synchronized Answer remove(Request request) throws ProviderException, IOException {
    String name = name(PlainJson.object(request.body(request.limits().jsonBytes())));
    if (all.remove(name) == null) {
      return EnodoFace.json(400, Shape.data(new Shape().put("error", "Cannot remove label").map()));
    }
    keeper.remove(PREFIX + name);
    return wrapped(200, true);
  }
}
