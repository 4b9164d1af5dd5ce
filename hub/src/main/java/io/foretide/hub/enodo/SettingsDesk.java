package io.foretide.hub.enodo;

import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Nearest;
import io.foretide.core.settings.Secret;
import io.foretide.hub.enodo.data.ConfigReader;
import io.foretide.hub.enodo.data.PlainJson;
import io.foretide.hub.enodo.data.SeriesDesk;
import io.foretide.hub.enodo.data.Shape;
import io.foretide.hub.enodo.data.Tunables;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.ApiError;
import io.foretide.hub.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows and changes settings; a change acts at once and stays. */
final class SettingsDesk {
  /** In the order of the seed's answer. */
  private static final List<String> SOURCE =
      List.of("siridb_host", "siridb_port", "siridb_user", "siridb_password", "siridb_database");

  private final Tunables tunables;
  private final SeriesSource source;
  private final SeriesDesk desk;

  SettingsDesk(Tunables tunables, SeriesSource source, SeriesDesk desk) {
    this.tunables = tunables;
    this.source = source;
    this.desk = desk;
  }

  /** As the seed shows them, but for the password. */
  Answer seed() {
    Shape out =
        new Shape()
            .put(Tunables.MIN_POINTS, tunables.get(Tunables.MIN_POINTS))
            .put(Tunables.SAVE_PATH, tunables.get(Tunables.SAVE_PATH));
    Map<String, @Nullable Object> values = source.settings();
    for (String key : SOURCE) {
      out.put(key, key.equals("siridb_password") ? Secret.MASK : values.get(key));
    }
    return EnodoFace.json(Shape.data(out.map()));
  }

  Answer newest() {
    return EnodoFace.json(
        Shape.data(
            new Shape()
                .put(Tunables.LONG_QUEUE, tunables.get(Tunables.LONG_QUEUE))
                .put(Tunables.MIN_POINTS, tunables.get(Tunables.MIN_POINTS))
                .map()));
  }

  /**
   * Takes {@code {"name": value}} and {@code {"entries": {"name": value}}}; of entries unknown
   * names are left out, as the newest hub does, alone they are refused.
   */
  void change(Request request) throws ProviderException, IOException {
    Map<String, @Nullable Object> body =
        PlainJson.object(request.body(request.limits().jsonBytes()));
    boolean entries = body.size() == 1 && body.get("entries") instanceof Map<?, ?>;
    Map<String, @Nullable Object> asked =
        body.get("entries") instanceof Map<?, ?> m && entries ? PlainJson.texts(m) : body;
    Map<String, Object> own = new LinkedHashMap<>();
    Map<String, @Nullable Object> outside = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> e : asked.entrySet()) {
      String key = e.getKey();
      Object value = e.getValue();
      if (tunables.knows(key)) {
        own.put(key, checked(key, value));
      } else if (SOURCE.contains(key)) {
        if (!Secret.MASK.equals(value)) {
          outside.put(key, value);
        }
      } else if (!entries) {
        throw unknown(key);
      }
    }
    outside.entrySet().removeIf(e -> same(e.getKey(), e.getValue()));
    if (!outside.isEmpty()) {
      apply(outside);
    }
    if (!own.isEmpty()) {
      tunables.put(own);
      desk.look();
    }
  }

  private boolean same(String key, @Nullable Object value) {
    Object now = source.settings().get(key);
    return now != null && value != null && now.toString().equals(value.toString());
  }

  private void apply(Map<String, @Nullable Object> changed) throws ProviderException {
    try {
      source.change(changed);
    } catch (ProviderException e) {
      throw ApiError.bad("siridb", String.valueOf(e.getMessage()));
    }
  }

  private Object checked(String key, @Nullable Object value) {
    try {
      return tunables.checked(key, value);
    } catch (ConfigReader.Invalid e) {
      throw ApiError.bad(key, e.text());
    }
  }

  private static ApiError unknown(String key) {
    List<String> known = new ArrayList<>(SOURCE);
    known.addAll(List.of(Tunables.MIN_POINTS, Tunables.LONG_QUEUE, Tunables.SAVE_PATH));
    return ApiError.bad(
        key,
        "Unknown setting '"
            + key
            + "'"
            + Nearest.hint(key, known)
            + ": expected "
            + String.join(", ", known));
  }
}
