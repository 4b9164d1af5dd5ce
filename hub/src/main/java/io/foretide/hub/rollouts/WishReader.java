package io.foretide.hub.rollouts;

import io.foretide.core.engine.RolloutWish;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.RolloutMode;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.hub.http.ApiError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a wished rollout out of a JSON body. */
final class WishReader {
  private static final long LONGEST = 3_660 * Instants.DAY;

  private WishReader() {}

  /**
   * @throws ApiError 422 that names every problem
   */
  static RolloutWish read(Map<String, Object> body) {
    Settings s = Settings.of("", body);
    Map<String, ModelDefinition> candidates = candidates(s);
    Set<String> models = new LinkedHashSet<>(s.texts("models"));
    models.addAll(candidates.keySet());
    RolloutMode mode =
        RolloutMode.valueOf(
            s.choice(
                    "mode",
                    "shadow",
                    Arrays.stream(RolloutMode.values()).map(WishReader::lower).toList())
                .toUpperCase(Locale.ROOT));
    boolean instant = mode == RolloutMode.INSTANT;
    RolloutWish wish =
        new RolloutWish(
            List.copyOf(models),
            candidates,
            mode,
            over(s),
            s.duration("for", 0, 0, LONGEST),
            s.number("share", 0.1, 0, 1),
            s.duration("watch", instant ? Instants.HOUR : Instants.DAY, 0, LONGEST),
            s.flag("auto", false),
            gates(s),
            s.text("name", ""),
            s.text("reason", ""));
    try {
      s.finish();
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid(null, String.valueOf(e.getMessage()));
    }
    return wish;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** How far back a trial over the past reaches; {@code -30d} and {@code 30d} are the same. */
  private static long over(Settings s) {
    String text = s.text("over", "");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long back = Math.abs(Durations.parse(text));
      if (back > 0 && back <= LONGEST) {
        return back;
      }
    } catch (IllegalArgumentException e) {
      // told below, with what was expected
    }
    s.problem("over", "'" + text + "' is not usable: expected a past span such as -30d");
    return 0;
  }

  private static Map<String, ModelDefinition> candidates(Settings s) {
    Map<String, ModelDefinition> out = new LinkedHashMap<>();
    if (s.any("candidates") instanceof List<?> files) {
      for (Object file : files) {
        if (file instanceof Map<?, ?> map) {
          try {
            ModelDefinition d = ModelFile.read(Settings.plain(map));
            if (out.put(d.name(), d) != null) {
              s.problem("candidates", "names '" + d.name() + "' twice: give one for each model");
            }
          } catch (IllegalArgumentException e) {
            s.problem("candidates", String.valueOf(e.getMessage()));
          }
        } else {
          s.problem("candidates", "holds '" + file + "': expected model files as JSON");
        }
      }
    } else if (s.has("candidates")) {
      s.problem("candidates", "is no list: expected model files as JSON");
    }
    return out;
  }

  private static List<Gate> gates(Settings s) {
    List<Gate> out = new ArrayList<>();
    for (Settings g : s.sections("gates")) {
      try {
        out.add(
            Gate.parse(
                g.text("gate"), g.text("limit"), (int) g.integer("samples", 0, 0, 1_000_000_000)));
      } catch (IllegalArgumentException e) {
        s.problem("gates", String.valueOf(e.getMessage()));
      }
    }
    long kinds = out.stream().map(Gate::kind).distinct().count();
    if (kinds < out.size()) {
      s.problem("gates", "name one twice: give each at most once");
    }
    return out;
  }
}
