package io.foretide.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final long NOW = Instants.parse("2020-06-01T09:30:07.25Z");

  private static Model model() throws ProviderException {
    Model m =
        ModelEdit.create(
            ModelFile.read(
                Map.of(
                    "model", "ioc-1000/m",
                    "inputs", java.util.List.of("a"),
                    "anchor", "08:00",
                    "every", "30m",
                    "delay", "3h",
                    "start", "2020-05-01T00:00:00Z",
                    "run", Map.of("forecast", Map.of("method", "seasonal_naive")))),
            NOW);
    return new Model(
        new ModelId(5), m.definition(), m.revisions(), m.state(), 1, m.floor(), m.createdAt());
  }

  private static Names names() {
    return new Names(
        (ModelStore)
            Proxy.newProxyInstance(
                NamesTest.class.getClassLoader(),
                new Class<?>[] {ModelStore.class},
                (p, method, a) ->
                    switch (method.getName()) {
                      case "find" -> Optional.of(model());
                      case "findByName" ->
                          a[0].equals("ioc-1000/m") ? Optional.of(model()) : Optional.empty();
                      default -> throw new AssertionError("unexpected " + method);
                    }));
  }

  private static long cell(String instant) throws ProviderException {
    return ((io.foretide.core.model.Schedule.ByTime) model().definition().schedule())
        .grid()
        .cellAt(Instants.parse(instant));
  }

  private static TaskRecord record(String from, String to) {
    return new TaskRecord(
        "ioc-1000", "m", new Range(Instants.parse(from), Instants.parse(to)), Optional.empty());
  }

  private static Range cells(String from, String to) throws ProviderException {
    return names().task(record(from, to), -9, NOW).map(Task::cells).orElse(new Range(0, 0));
  }

  @Test
  void a_task_is_written_with_its_interval_as_the_window() throws Exception {
    long c = cell("2020-06-01T06:30:00Z");
    Task task = new Task(1, new ModelId(5), 1, new Range(c, c + 1), 1, 1, Lane.LIVE, NOW);
    assertThat(new String(names().record(task).orElseThrow().bytes(), StandardCharsets.UTF_8))
        .startsWith(
            "{\"project_name\": \"ioc-1000\", \"model_name\": \"m\", \"from_time\": 1590993000.0,"
                + " \"to_time\": 1590994800.0");
  }

  @Test
  void for_executors_of_latigo_the_window_follows_the_clock() throws Exception {
    long c = cell("2020-06-01T06:30:00Z");
    Task live = new Task(1, new ModelId(5), 1, new Range(c, c + 1), 1, 1, Lane.LIVE, NOW);
    assertThat(names().record(live, NOW).orElseThrow().instants())
        .isEqualTo(
            new Range(
                Instants.parse("2020-06-01T06:30:07Z"), Instants.parse("2020-06-01T07:00:07Z")));
    Task old = new Task(1, new ModelId(5), 1, new Range(c - 9, c - 4), 1, 1, Lane.BACKLOG, NOW);
    assertThat(names().record(old, NOW).orElseThrow().instants())
        .isEqualTo(names().record(old).orElseThrow().instants());
  }

  @Test
  void a_record_without_a_claim_means_the_intervals_that_it_wholly_contains() throws Exception {
    long c = cell("2020-06-01T06:00:00Z");
    assertThat(cells("2020-06-01T06:00:00Z", "2020-06-01T07:20:00Z"))
        .isEqualTo(new Range(c, c + 2));
    Task task =
        names().task(record("2020-06-01T06:00:00Z", "2020-06-01T06:30:00Z"), -9, NOW).orElseThrow();
    assertThat(task.isUnclaimed()).isTrue();
    assertThat(task.revision()).isEqualTo(1);
  }

  @Test
  void or_the_one_that_a_late_scheduler_meant() throws Exception {
    long c = cell("2020-06-01T06:30:00Z");
    assertThat(cells("2020-06-01T06:30:07Z", "2020-06-01T07:00:07Z"))
        .isEqualTo(new Range(c, c + 1));
    assertThat(cells("2020-06-01T06:30:00Z", "2020-06-01T06:40:00Z").isEmpty()).isTrue();
  }

  @Test
  void an_interval_that_has_not_ended_is_not_run() throws Exception {
    assertThat(cells("2020-06-01T09:30:00Z", "2020-06-01T10:00:00Z").isEmpty()).isTrue();
  }
}
