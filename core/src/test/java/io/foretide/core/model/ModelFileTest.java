package io.foretide.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static Map<String, Object> file(Object... more) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("model", "pump-7/discharge-pressure");
    out.put("inputs", List.of("pump-7.discharge-pressure"));
    out.put("run", Map.of("forecast", Map.of("method", "auto", "horizon", "24h")));
    for (int i = 0; i < more.length; i += 2) {
      out.put((String) more[i], more[i + 1]);
    }
    return out;
  }

  private static void refused(Map<String, Object> file, String... messages) {
    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(SettingsException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(messages));
  }

  @Test
  void three_keys_are_enough_and_the_rest_has_sensible_defaults() {
    ModelDefinition d = ModelFile.read(file());
    assertThat(d.group()).isEqualTo("pump-7");
    assertThat(d.schedule()).isEqualTo(new Schedule.ByTime(new Grid(0, 30 * Instants.MINUTE), 0));
    assertThat(d.resolution()).isEqualTo(10 * Instants.MINUTE);
    assertThat(d.start()).isEqualTo("-30d");
    assertThat(d.taskSpan()).isEqualTo(7 * Instants.DAY);
    assertThat(d.keepPredictions()).isEqualTo(Long.MAX_VALUE);
    assertThat(d.order()).isNull();
    assertThat(d.run().settings()).containsEntry("method", "auto");
  }

  @Test
  void a_model_may_be_driven_by_points() {
    ModelDefinition d = ModelFile.read(file("every", Map.of("points", 100)));
    assertThat(d.schedule()).isEqualTo(new Schedule.ByPoints(100));
    refused(file("every", Map.of("points", 100), "delay", "1h"), "delay: has no meaning");
    refused(
        file("every", Map.of("point", 100)), "every.point: is not known; did you mean 'points'");
  }

  @Test
  void a_time_of_day_anchors_the_grid() {
    ModelDefinition d = ModelFile.read(file("anchor", "08:00", "every", "1d"));
    assertThat(((Schedule.ByTime) d.schedule()).grid())
        .isEqualTo(new Grid(8 * Instants.HOUR, Instants.DAY));
  }

  @Test
  void absurd_models_are_refused_with_reasons() {
    refused(file("every", "0s"), "every: '0s' is not usable: expected a duration from 1s to 366d");
    refused(file("delay", "-3h"), "delay: '-3h' is not usable: expected a duration from 0s");
    refused(
        file("run", Map.of("forecast", Map.of("horizon", "3650d"))),
        "run.forecast.horizon: '3650d' is absurd");
    refused(
        file("start", "-90d", "every", "1s", "resolution", "1s", "inputs", List.of("a", "a")),
        "inputs: names 'a' twice");
    refused(
        file("start", "-9000d", "every", "1s", "resolution", "1s"), "makes 777600000 intervals");
    refused(file("start", "soon"), "start: 'soon' is not usable");
    refused(file("resolution", "7m"), "7m does not divide every 30m");
    refused(file("inputs", List.of()), "inputs: is missing");
    refused(file("model", ""), "model: is empty");
  }

  @Test
  void a_model_that_reads_its_own_output_is_a_cycle() {
    refused(file("inputs", List.of("pump-7/discharge-pressure")), "a cycle");
    refused(file("inputs", List.of("pump-7/discharge-pressure#mean")), "a cycle");
  }

  @Test
  void all_problems_are_told_at_once() {
    refused(
        file("every", "0s", "dealy", "3h", "run", Map.of()),
        "every:",
        "dealy: is not known; did you mean 'delay'?",
        "run: '{}' is not usable: expected one kind");
  }

  @Test
  void settings_of_the_run_are_left_to_its_provider() {
    Map<String, Object> run =
        Map.of("detect", Map.of("method", "limits", "limits", Map.of("x", 1)));
    assertThat(ModelFile.read(file("run", run)).run().kind()).isEqualTo("detect");
    assertThat(ModelFile.read(file("run", "forecast")).run())
        .isEqualTo(new RunSpec("forecast", Map.of()));
  }

  @Test
  void a_full_model_survives_writing_and_reading() {
    ModelDefinition d =
        ModelFile.read(
            file(
                "group", "hall 2",
                "description", "x",
                "aggregation", "MAX",
                "anchor", "2026-01-01T06:00:00Z",
                "delay", "3h",
                "train", Map.of("window", "30d", "levels", List.of(80, 95)),
                "late", Map.of("within", "2d", "settle", "5m"),
                "order", "sequential",
                "keep", Map.of("predictions", "365d", "origins", "forever"),
                "patience", 0,
                "paused", true,
                "sensor_data", "historian",
                "prediction_storage", "influx",
                "attributes", Map.of("unit", "bar", "area", 7)));
    assertThat(ModelFile.read(ModelFile.write(d))).isEqualTo(d);
    assertThat(d.order()).isEqualTo(Order.SEQUENTIAL);
    assertThat(d.attributes()).containsEntry("area", "7");
  }

  @Property(tries = 300)
  void any_schedule_survives_writing_and_reading(
      @ForAll @LongRange(min = 1, max = 31_000_000) long seconds,
      @ForAll @LongRange(min = 0, max = 31_000_000) long delay,
      @ForAll @IntRange(min = 1, max = 64) int inFlight) {
    ModelDefinition d =
        ModelFile.read(
            file("every", seconds + "s", "delay", delay + "s", "max_in_flight", inFlight));
    assertThat(ModelFile.read(ModelFile.write(d))).isEqualTo(d);
  }
}
