package io.foretide.app.config;

import io.foretide.core.settings.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the two files of a Latigo installation together as one configuration, in which each keeps
 * its scope: the scheduler's providers plan, the executor's run.
 */
final class LatigoFiles {
  private static final String QUEUE = "task_queue";
  private static final String MODELS = "model_info";

  private LatigoFiles() {}

  /** The files as one layer; values of {@code scheduler} that they leave open are not in it. */
  static Layer together(Optional<LatigoFile> scheduler, Optional<LatigoFile> executor) {
    if (scheduler.isEmpty() || executor.isEmpty()) {
      return scheduler.or(() -> executor).map(LatigoFile::settings).orElse(Layer.EMPTY);
    }
    Layer plans = scheduler.get().settings();
    Layer runs = executor.get().settings();
    Map<String, Object> values = new LinkedHashMap<>(plans.values());
    Map<String, String> origins = new LinkedHashMap<>(plans.origins());
    List<Problem> notes = new ArrayList<>(plans.notes());
    notes.addAll(runs.notes());
    Object modelInfo = values.get(MODELS);
    Layer all = new Layer(values, origins, notes).with(new Layer(runs.values(), runs.origins()));
    Set<String> files = new HashSet<>(plans.foreign());
    files.addAll(runs.foreign());
    values = new LinkedHashMap<>(all.values());
    origins = new LinkedHashMap<>(all.origins());
    if (modelInfo != null) {
      if (runs.values().containsKey(MODELS) && !modelInfo.equals(runs.values().get(MODELS))) {
        notes.add(
            new Problem(
                MODELS,
                "the executor's own is not needed: models are listed with the scheduler's, and"
                    + " revisions are asked with predictor's"));
      }
      values.put(MODELS, modelInfo);
      keep(origins, plans, MODELS, MODELS);
    }
    Object sends = plans.values().get(QUEUE);
    Object receives = runs.values().get(QUEUE);
    if (sends != null && receives != null && !sends.equals(receives)) {
      Map<String, Object> pair = new LinkedHashMap<>();
      pair.put("scheduler", sends);
      pair.put("executor", receives);
      values.put(QUEUE, pair);
      keep(origins, plans, QUEUE, QUEUE + ".scheduler");
      keep(origins, runs, QUEUE, QUEUE + ".executor");
    }
    return new Layer(values, origins, notes, files);
  }

  /** Remembers where the values of a section were written, under a new path. */
  private static void keep(Map<String, String> origins, Layer of, String section, String path) {
    of.origins()
        .forEach((k, place) -> {
          if (k.equals(section) || k.startsWith(section + ".")) {
            origins.put(path + k.substring(section.length()), place);
          }
        });
  }
}
