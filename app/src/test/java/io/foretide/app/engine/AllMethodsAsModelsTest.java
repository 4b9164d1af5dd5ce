package io.foretide.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelFile;
import io.foretide.core.prediction.PredictionHistory.Stored;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.detect.catalog.DetectorCatalog;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All methods of the libraries as models over the demo's water network, through the service. */
class AllMethodsAsModelsTest {
  private static final long T0 = TestClock.T0;
  private static final long EVERY = 6 * Instants.HOUR;
  private static final int INTERVALS = 6;
  private static final int HOURS = 24 * 40;

  @TempDir Path folder;

  @Test
  void a_restart_in_the_middle_and_another_order_of_tasks_give_the_same_bits() throws Exception {
    Map<String, Map<String, Object>> models = models();
    Map<String, List<String>> whole = new TreeMap<>();
    try (Plant plant = plant("whole.db")) {
      plant.store.points().write(DemoSlice.water(HOURS, T0));
      for (Map<String, Object> file : models.values()) {
        plant.engine.create(ModelFile.read(file));
      }
      await(plant, models.size(), models.size() * INTERVALS);
      read(plant, models, whole);
    }
    assertThat(whole).hasSize(models.size());
    assertThat(whole).allSatisfy((name, rows) -> assertThat(rows).as(name).hasSize(INTERVALS));
    assertThat(interrupted(models)).isEqualTo(whole);
  }

  /** Other tasks (single intervals), another order, and a restart with tasks in flight. */
  private Map<String, List<String>> interrupted(Map<String, Map<String, Object>> models)
      throws Exception {
    List<Map<String, Object>> files = new ArrayList<>();
    models.values().forEach(file -> files.add(new HashMap<>(file)));
    files.forEach(file -> file.putAll(Map.of("task_span", "6h", "max_in_flight", 2)));
    Collections.shuffle(files, new Random(5));
    int all = models.size() * INTERVALS;
    Plant plant = plant("interrupted.db");
    try {
      plant.store.points().write(DemoSlice.water(HOURS, T0));
      for (Map<String, Object> file : files) {
        plant.engine.create(ModelFile.read(file));
      }
      await(plant, models.size(), all / 2);
      plant.close();
      plant = plant("interrupted.db");
      await(plant, models.size(), all);
      Map<String, List<String>> out = new TreeMap<>();
      read(plant, models, out);
      return out;
    } finally {
      plant.close();
    }
  }

  private Plant plant(String file) throws Exception {
    return new Plant(folder.resolve(file), new TestClock(), new AtomicLong(Long.MIN_VALUE));
  }

  private static Map<String, Map<String, Object>> models() {
    Map<String, Map<String, Object>> out = new LinkedHashMap<>();
    List<String> forecasts = new ArrayList<>(MethodCatalog.names());
    forecasts.add("estimate");
    for (String method : forecasts) {
      out.put("forecast/" + method, forecast(method));
    }
    for (String method : DetectorCatalog.names()) {
      out.put("detect/" + method, detect(method));
    }
    return out;
  }

  private static Map<String, Object> forecast(String method) {
    boolean estimate = method.equals("estimate");
    Map<String, Object> run = new HashMap<>(Map.of("method", method));
    if (!estimate) {
      run.put("horizon", "6h");
      MethodEntry.Seasons seasons = MethodCatalog.find(method).seasons();
      if (seasons == MethodEntry.Seasons.SEVERAL) {
        run.put("season", List.of("12h", "1d"));
      } else if (seasons == MethodEntry.Seasons.ONE) {
        run.put("season", "1d");
      }
    }
    switch (method) {
      case "auto" -> run.put("units", 20_000);
      case "boosted_trees" -> run.put("trees", 30);
      default -> {}
    }
    boolean several = estimate || MethodCatalog.find(method).takesInputs();
    return file(
        "forecast/" + method,
        several
            ? List.of("water.tank-1.level", "water.tank-3.level", "water.pump-1.flow")
            : List.of("water.tank-1.level"),
        Map.of("forecast", run),
        Map.of("window", "12d"));
  }

  private static Map<String, Object> detect(String method) {
    Map<String, Object> run = new HashMap<>(Map.of("method", method));
    switch (method) {
      case "limits" -> run.putAll(Map.of("low", 0.5, "high", 5.5));
      case "rate_of_change" -> run.put("rise", 1);
      case "rcf" -> run.putAll(Map.of("trees", 20, "sample", 128, "shingle", 4));
      case "autoencoder" -> run.put("epochs", 10);
      default -> {}
    }
    Map<String, Object> train =
        switch (method) {
          case "limits", "rate_of_change", "mad", "seasonal" -> Map.of();
          case "esd", "pelt" -> Map.of("window", "12d");
          default -> Map.of("window", "12d");
        };
    return file(
        "detect/" + method,
        List.of("water.tank-1.level", "water.tank-2.level", "water.tank-3.level"),
        Map.of("detect", run),
        train);
  }

  private static Map<String, Object> file(
      String name, List<String> inputs, Map<String, Object> run, Map<String, Object> train) {
    Map<String, Object> out = new HashMap<>();
    out.put("model", name);
    out.put("inputs", inputs);
    out.put("resolution", "1h");
    out.put("every", "6h");
    out.put("start", "-36h");
    out.put("run", run);
    out.put("train", train);
    return out;
  }

  private static void await(Plant plant, int models, int intervals) throws Exception {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (true) {
      List<ModelStatus> states = plant.engine.models("", null, Engine.ModelOrder.NAME, 0, 1000);
      long done =
          states.stream()
              .mapToLong(s -> s.tally().predicted() + s.tally().empty() + s.tally().failed())
              .sum();
      if (states.size() == models && done >= intervals) {
        return;
      }
      assertThat(System.nanoTime())
          .as("%d of %d intervals, fatal %s", done, intervals, plant.fatal.get())
          .isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static void read(
      Plant plant, Map<String, Map<String, Object>> models, Map<String, List<String>> into)
      throws ProviderException {
    for (String name : models.keySet()) {
      Model model = plant.engine.model(name).orElseThrow().model();
      List<String> rows = new ArrayList<>();
      Range all = new Range(T0 - INTERVALS * EVERY, T0 + EVERY);
      for (Stored stored : plant.store.predictions().origins(model.id(), all, 100)) {
        StringBuilder line = new StringBuilder(Instants.format(stored.block().origin()));
        for (double[] column : stored.block().values()) {
          for (double value : column) {
            line.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(value)));
          }
        }
        rows.add(line.toString());
      }
      into.put(name, rows);
    }
  }
}
