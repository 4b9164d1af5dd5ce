package io.foretide.app.demo;

import io.foretide.app.config.YamlFile;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A demonstration that ships with the program.
 *
 * @param name such as {@code plant}
 * @param title for people
 * @param tapes by file name, not shifted
 * @param history by file name: how much is loaded at the first start, nanoseconds
 * @param models in the order in which they are made
 * @param trials rollouts that it shows, in order
 */
public record Scenario(
    String name,
    String title,
    Map<String, Tape> tapes,
    Map<String, Long> history,
    List<ModelDefinition> models,
    List<Trial> trials) {
  /**
   * A rollout of a candidate.
   *
   * @param title what the candidate is
   * @param expected the state in which it must end
   * @param wish body of the request that begins it
   */
  public record Trial(String title, String expected, Map<String, Object> wish) {}

  /** The scenarios that there are. */
  public static final List<String> NAMES = List.of("plant", "rollout");

  public Scenario {
    models = List.copyOf(models);
    trials = List.copyOf(trials);
  }

  /** Loads a scenario of {@link #NAMES}. */
  public static Scenario load(String name) throws IOException {
    Settings s =
        Settings.of(
            "",
            YamlFile.parse(name, text(name, "scenario.yaml"), UnaryOperator.identity()).values());
    String title = s.text("title");
    Map<String, Tape> tapes = new LinkedHashMap<>();
    Map<String, Long> history = new LinkedHashMap<>();
    for (Settings t : s.sections("tapes")) {
      String file = t.text("file");
      long repeats = t.duration("repeats", 0, 7 * Instants.DAY, 7000 * Instants.DAY);
      history.put(file, t.duration("history", 0, Instants.DAY, 7000 * Instants.DAY));
      try (InputStream in = resource(t.text("folder", name), file)) {
        tapes.put(file, Tape.read(in, repeats));
      }
    }
    List<ModelDefinition> models = new ArrayList<>();
    if (s.any("models") instanceof List<?> list) {
      for (Object model : list) {
        models.add(ModelFile.read(Settings.plain((Map<?, ?>) model)));
      }
    }
    List<Trial> trials = new ArrayList<>();
    for (Settings t : s.sections("rollouts")) {
      trials.add(new Trial(t.text("title"), t.text("expected"), t.map("wish")));
    }
    s.finish();
    return new Scenario(name, title, tapes, history, models, trials);
  }

  /** The scenario with its tapes moved, each by its own shift. */
  Scenario shifted(Map<String, Long> shifts) {
    Map<String, Tape> moved = new LinkedHashMap<>();
    tapes.forEach((file, tape) -> moved.put(file, tape.shifted(shifts.getOrDefault(file, 0L))));
    return new Scenario(name, title, moved, history, models, trials);
  }

  private static String text(String scenario, String file) throws IOException {
    try (InputStream in = resource(scenario, file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String scenario, String file) {
    InputStream in = Scenario.class.getResourceAsStream("/demo/" + scenario + "/" + file);
    if (in == null) {
      throw new UncheckedIOException(
          new IOException("the program lacks its file demo/" + scenario + "/" + file));
    }
    return in;
  }
}
