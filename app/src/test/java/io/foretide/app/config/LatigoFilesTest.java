package io.foretide.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.settings.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two files of a Latigo installation, complete and unchanged. */
class LatigoFilesTest {
  @TempDir Path folder;

  private static Path file(String name) {
    try {
      URL found = LatigoFilesTest.class.getResource("/latigo-files/" + name + ".yaml");
      return Path.of(Objects.requireNonNull(found).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Configuration load(Map<String, String> environment) {
    return Configuration.read(
        ConfigurationFiles.load(Optional.empty(), environment, Layer.EMPTY), folder);
  }

  private static Map<String, String> both() {
    Map<String, String> out = new HashMap<>();
    out.put("LATIGO_SCHEDULER_CONFIG_FILE", file("scheduler").toString());
    out.put("LATIGO_EXECUTOR_CONFIG_FILE", file("executor").toString());
    return out;
  }

  private static Map<String, String> shown(Configuration c) {
    Map<String, String> out = new TreeMap<>();
    c.reading().values().forEach(v -> out.put(v.path(), v.shown()));
    return out;
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void the_file_of_a_scheduler_loads_unchanged() {
    Configuration c = load(Map.of("LATIGO_SCHEDULER_CONFIG_FILE", file("scheduler").toString()));
    assertThat(c.scheduler().name()).isEqualTo("ioc_scheduler");
    assertThat(c.scheduler().runAtOnce()).isTrue();
    assertThat(c.scheduler().modelDefaults())
        .isEqualTo(Map.of("anchor", "09:00", "every", "1h", "delay", "2h"));
    assertThat(c.providers().models().getFirst().type()).isEqualTo("gordo");
    assertThat(c.providers().projects().getFirst().type()).isEqualTo("metadata_api");
    assertThat(c.providers().queue().getFirst().type()).isEqualTo("kafka");
    assertThat(shown(c))
        .containsEntry("models_metadata_info.auth.tenant", "site.example")
        .containsEntry("models_metadata_info.auth.resource", "api://metadata")
        .containsEntry("task_queue.client.id", "latigo_scheduler");
    assertThat(c.effective().toString()).doesNotContain("scheduler-secret", "scheduler-key");
  }

  @Test
  void the_file_of_an_executor_loads_unchanged() {
    Configuration c = load(Map.of("LATIGO_EXECUTOR_CONFIG_FILE", file("executor").toString()));
    assertThat(c.providers().sensorData().getFirst().type()).isEqualTo("time_series_api");
    assertThat(c.providers().predictionStorage().getFirst().type()).isEqualTo("time_series_api");
    assertThat(c.providers().execution().getFirst().type()).isEqualTo("gordo");
    assertThat(c.providers().predictionMetadata().getFirst().type()).isEqualTo("metadata_api");
    assertThat(shown(c))
        .containsEntry("task_queue.request.timeout.ms", "20000")
        .containsEntry("sensor_data.async", "false");
  }

  @Test
  void in_one_process_the_scheduler_plans_with_its_own_and_the_executor_runs_with_its_own() {
    Configuration c = load(both());
    assertThat(shown(c))
        .containsEntry("task_queue.scheduler.client.id", "latigo_scheduler")
        .containsEntry("task_queue.scheduler.request.timeout.ms", "10000")
        .containsEntry("task_queue.executor.client.id", "executor")
        .containsEntry("task_queue.executor.request.timeout.ms", "20000")
        .containsEntry("model_info.auth.client_id", "scheduler")
        .containsEntry("models_metadata_info.auth.client_id", "scheduler")
        .containsEntry("predictor.auth.client_id", "executor")
        .containsEntry("prediction_metadata_storage.auth.client_id", "executor");
    assertThat(c.providers().queue())
        .extracting(q -> q.name())
        .containsExactly("scheduler", "executor");
    assertThat(c.reading().values())
        .anyMatch(v ->
            v.path().equals("task_queue.executor.request.timeout.ms")
                && v.shown().equals("20000")
                && v.origin().startsWith(file("executor") + " line "));
    assertThat(c.reading().warnings().toString())
        .contains("model_info: the executor's own is not needed");
  }

  @Test
  void what_a_file_leaves_open_is_as_in_latigo() throws IOException {
    Path small =
        write(
            "s.yaml",
            "scheduler: {name: a}\nmodel_info: {connection_string: 'http://g/gordo/v0/'}\n");
    Configuration c = load(Map.of("LATIGO_SCHEDULER_CONFIG_FILE", small.toString()));
    assertThat(c.scheduler().runAtOnce()).isFalse();
    assertThat(c.scheduler().modelDefaults())
        .isEqualTo(Map.of("anchor", "08:00", "every", "30m", "delay", "3h"));
    assertThat(c.providers().models().getFirst().type()).isEqualTo("gordo");
    assertThat(c.reading().values())
        .anyMatch(v ->
            v.path().equals("model_info.batch_size") && v.origin().startsWith("Latigo's default"));
  }

  @Test
  void false_and_zero_count_and_it_is_said_where_latigo_left_them_out() throws IOException {
    Path small =
        write(
            "e.yaml",
            "executor: {}\npredictor: {connection_string: 'http://g/gordo/v0/', n_retries: 0}\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("LATIGO_EXECUTOR_CONFIG_FILE", small.toString());
    Configuration c = load(environment);
    assertThat(shown(c)).containsEntry("predictor.n_retries", "0");
    assertThat(c.reading().warnings().toString())
        .contains("predictor.n_retries: '0' counts here; Latigo left it out and took '5'");
    environment.put("LATIGO_LEGACY_MERGE", "true");
    Configuration legacy = load(environment);
    assertThat(shown(legacy)).containsEntry("predictor.n_retries", "5");
    assertThat(legacy.reading().warnings().toString()).contains("is left out, as Latigo did");
  }

  @Test
  void keys_without_effect_warn() {
    assertThat(load(both()).reading().warnings())
        .extracting(w -> w.path())
        .contains(
            "scheduler.projects",
            "scheduler.back_fill_max_interval",
            "executor.restart_interval_sec",
            "task_queue.executor.enable.auto.commit",
            "task_queue.scheduler.debug");
  }

  private static final String UNKNOWN =
      """
      executor: {spam: 1}
      db: {connection_string: 'postgresql://nobody'}
      task_queue:
        connection_string: "Endpoint=sb://hub.example/;SharedAccessKeyName=n;SharedAccessKey=k;EntityPath=p"
        socket.keepalive.enable: true
        poll_timeout_sec: 100
        offset_persistence: {type: db, name: offsets}
      predictor: {connection_string: 'http://g/gordo/v0/', targets: [a]}
      sensor_data:
        base_url: 'http://t/v1.6'
        ims_meta_auth: {client_id: a}
        auth: {client_id: a, client_secret: b, tenant: c%s}
      prediction_storage: {base_url: 'http://t/v1.6'}
      prediction_metadata_storage: {base_url: 'http://m', do_log: true}
      """;

  @Test
  void keys_that_nobody_knows_warn_since_latigo_took_no_notice_of_them() throws IOException {
    Path file = write("e.yaml", UNKNOWN.formatted(""));
    List<Problem> warnings =
        load(Map.of("LATIGO_EXECUTOR_CONFIG_FILE", file.toString())).reading().warnings();
    assertThat(warnings)
        .extracting(w -> w.path())
        .contains(
            "executor.spam",
            "db",
            "task_queue.socket.keepalive.enable",
            "task_queue.poll_timeout_sec",
            "task_queue.offset_persistence",
            "predictor.targets",
            "sensor_data.ims_meta_auth",
            "prediction_metadata_storage.do_log");
    assertThat(warnings.toString())
        .contains("predictor.targets: is not known and has no effect; did you mean 'target'?")
        .contains("(" + file + " line ");
    LatigoImport made = LatigoImport.of(List.of(file), folder, true);
    assertThat(made.changed()).anyMatch(c -> c.startsWith("predictor.targets"));
    assertThat(made.yaml().lines().filter(l -> !l.startsWith("#")))
        .noneMatch(l -> l.contains("targets") || l.contains("ims_meta") || l.contains("spam"));
  }

  @Test
  void keys_of_access_and_of_foretides_own_file_are_refused_if_nobody_knows_them()
      throws IOException {
    Path file = write("e.yaml", UNKNOWN.formatted(", clientid: d"));
    assertThatThrownBy(() -> load(Map.of("LATIGO_EXECUTOR_CONFIG_FILE", file.toString())))
        .hasMessageContaining("sensor_data.auth.clientid: is not known")
        .hasMessageNotContaining("spam");
    Path own = write("foretide.yaml", "executor: {spam: 1}\n");
    assertThatThrownBy(() ->
            Configuration.read(
                ConfigurationFiles.load(Optional.of(own), both(), Layer.EMPTY), folder))
        .hasMessageContaining("executor.spam: is not known");
  }

  @Test
  void retries_that_the_predictor_says_for_reading_and_writing_are_those_of_the_sections()
      throws IOException {
    String file =
        """
        executor: {}
        predictor:
          connection_string: 'http://g/gordo/v0/'
          data_provider: {debug: true, n_retries: 7}
          prediction_forwarder: {n_retries: 0}
        sensor_data: {base_url: 'http://t/v1.6'%s}
        prediction_storage: {base_url: 'http://t/v1.6'}
        """;
    Path said = write("said.yaml", file.formatted(""));
    Configuration c = load(Map.of("LATIGO_EXECUTOR_CONFIG_FILE", said.toString()));
    assertThat(shown(c))
        .containsEntry("sensor_data.n_retries", "7")
        .containsEntry("prediction_storage.n_retries", "0")
        .containsEntry("predictor.n_retries", "5")
        .containsEntry("predictor.data_provider.debug", "true");
    assertThat(c.reading().warnings()).noneMatch(w -> w.path().endsWith("n_retries"));
    assertThat(c.reading().values())
        .anyMatch(
            v -> v.path().equals("sensor_data.n_retries") && v.origin().equals(said + " line 4"));
    Path own = write("own.yaml", file.formatted(", n_retries: 2"));
    Configuration other = load(Map.of("LATIGO_EXECUTOR_CONFIG_FILE", own.toString()));
    assertThat(shown(other)).containsEntry("sensor_data.n_retries", "2");
    assertThat(other.reading().warnings())
        .anyMatch(w -> w.path().equals("predictor.data_provider.n_retries"));
  }

  @Test
  void an_interval_that_does_not_divide_a_day_is_told_to_have_another_grid() throws IOException {
    for (String every : List.of("7h", "50m", "2d", "30m", "1 days")) {
      Path file = write("s.yaml", "scheduler: {continuous_prediction_interval: '" + every + "'}\n");
      assertThat(
              load(Map.of("LATIGO_SCHEDULER_CONFIG_FILE", file.toString()))
                  .reading()
                  .warnings()
                  .toString()
                  .contains("does not divide a day"))
          .as(every)
          .isEqualTo(List.of("7h", "50m", "2d").contains(every));
    }
  }

  @Test
  void variables_of_old_versions_of_latigo_are_told_to_have_no_effect() {
    Map<String, String> environment = both();
    environment.put("LATIGO_INTERNAL_EVENT_HUB", "secret");
    environment.put("LATIGO_SCHEDULER_PROJECTS", "ioc-1000");
    List<Problem> warnings = load(environment).reading().warnings();
    assertThat(warnings)
        .extracting(w -> w.path())
        .contains("environment LATIGO_INTERNAL_EVENT_HUB", "environment LATIGO_SCHEDULER_PROJECTS")
        .noneMatch(p -> p.contains("CONFIG_FILE"));
    assertThat(warnings.toString()).doesNotContain("secret'");
  }

  @Test
  void variables_come_on_top() {
    Map<String, String> environment = both();
    environment.put("CACHE_HOST", "redis.example");
    environment.put("CACHE_PORT", "6380");
    environment.put("CACHE_PASSWORD", "cache-secret");
    environment.put("LOG_LEVEL", "WARNING");
    environment.put("FORETIDE_SCHEDULER_RUN_AT_ONCE", "false");
    Configuration c = load(environment);
    assertThat(c.providers().cache().getFirst().type()).isEqualTo("redis");
    assertThat(c.logLevel()).isEqualTo("warning");
    assertThat(c.scheduler().runAtOnce()).isFalse();
    environment.put("LOG_LEVEL", "LOUD");
    assertThat(load(environment).reading().warnings().toString())
        .contains("environment LOG_LEVEL: 'LOUD' is left out");
  }

  @Test
  void a_section_of_another_type_replaces_the_one_below() throws IOException {
    Path own = write("foretide.yaml", "task_queue: {type: memory, capacity: 5}\n");
    Configuration c =
        Configuration.read(ConfigurationFiles.load(Optional.of(own), both(), Layer.EMPTY), folder);
    assertThat(c.providers().queue()).hasSize(2);
    Map<String, String> environment = both();
    environment.put("FORETIDE_TASK_QUEUE_TYPE", "memory");
    assertThat(load(environment).providers().queue().getFirst().type()).isEqualTo("memory");
  }

  private Map<String, String> bothAs(String type, String executorType) throws IOException {
    Map<String, String> out = new HashMap<>();
    out.put(
        "LATIGO_SCHEDULER_CONFIG_FILE",
        write("s.yaml", Files.readString(file("scheduler")).replace("type: kafka", type))
            .toString());
    out.put(
        "LATIGO_EXECUTOR_CONFIG_FILE",
        write("e.yaml", Files.readString(file("executor")).replace("type: kafka", executorType))
            .toString());
    return out;
  }

  @Test
  void both_may_name_the_queue_in_memory_and_keep_their_keys_of_brokers() throws IOException {
    Configuration c =
        load(bothAs("type: memory, capacity: 7".replace(", ", "\n  "), "type: memory"));
    assertThat(c.providers().queue())
        .allMatch(q -> q.type().equals("memory") && q.opening().isEmpty());
    assertThat(c.queueCapacity()).isEqualTo(7);
    assertThat(c.reading().warnings().toString())
        .contains(
            "task_queue.executor.client.id: is no longer needed: it has no effect on a queue of"
                + " type memory",
            "task_queue.scheduler.connection_string");
    assertThat(c.effective().toString()).doesNotContain("c2VuZA==");
  }

  @Test
  void two_queues_that_never_meet_are_refused() throws IOException {
    Map<String, String> environment = bothAs("type: kafka", "type: memory");
    assertThatThrownBy(() -> load(environment))
        .hasMessageContaining(
            "task_queue.executor.type: 'memory' is another queue than scheduler's 'kafka'");
  }

  @Test
  void topics_that_never_meet_are_refused_and_an_executor_may_listen_to_more() throws IOException {
    Map<String, String> environment = bothAs("type: kafka\n  backlog_topic: old", "type: kafka");
    assertThatThrownBy(() -> load(environment))
        .hasMessageContaining("task_queue.executor.topic: takes tasks from [")
        .hasMessageContaining("while scheduler sends them to [")
        .hasMessageContaining("old");
    Configuration c = load(bothAs("type: kafka", "type: kafka\n  backlog_topic: more"));
    assertThat(c.providers().queue()).hasSize(2);
  }

  @Test
  void who_forgets_the_type_and_means_a_broker_is_told() throws IOException {
    Path own = write("foretide.yaml", "task_queue: {client.id: x}\n");
    Layer layer = ConfigurationFiles.load(Optional.of(own), Map.of(), Layer.EMPTY);
    assertThatThrownBy(() -> Configuration.read(layer, folder))
        .hasMessageContaining("task_queue.client.id: is not known");
  }

  @Test
  void the_imported_file_does_what_the_two_do() throws IOException {
    LatigoImport made =
        LatigoImport.of(List.of(file("executor"), file("scheduler")), folder, false);
    assertThat(made.yaml())
        .doesNotContain("scheduler-secret", "executor-secret", "c2VuZA==", "executor-key");
    assertThat(made.yaml().lines().filter(l -> !l.startsWith("#")))
        .noneMatch(l -> l.contains("restart_interval_sec"));
    assertThat(made.changed()).anyMatch(c -> c.startsWith("executor.restart_interval_sec"));
    Map<String, String> variables = new HashMap<>();
    for (String name : made.variables()) {
      variables.put(name, secret(name));
    }
    Path one = write("foretide.yaml", made.yaml());
    Layer layer = ConfigurationFiles.load(Optional.of(one), variables, Layer.EMPTY);
    Configuration imported = Configuration.read(layer, folder);
    Map<String, String> expected = shown(load(both()));
    Map<String, String> found = shown(imported);
    load(both()).reading().warnings().stream()
        .filter(w -> w.message().contains("no longer"))
        .forEach(w -> {
          expected.remove(w.path());
          found.remove(w.path());
        });
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(imported.scheduler()).isEqualTo(load(both()).scheduler());
    assertThat(imported.reading().warnings()).noneMatch(w -> w.message().contains("no longer"));
    LatigoImport open = LatigoImport.of(List.of(file("executor"), file("scheduler")), folder, true);
    assertThat(open.yaml()).contains("executor-secret");
    assertThat(open.variables()).isEmpty();
  }

  private static String secret(String variable) {
    return variable.contains("CONNECTION_STRING")
        ? "Endpoint=sb://hub.example/;SharedAccessKeyName=n;SharedAccessKey=k;EntityPath=predictions"
        : "secret of " + variable;
  }

  @Test
  void two_files_of_one_role_are_refused() {
    List<Path> twice = new ArrayList<>(List.of(file("scheduler"), file("scheduler")));
    assertThatThrownBy(() -> LatigoImport.of(twice, folder, false))
        .hasMessageContaining("is a second file of a Latigo scheduler");
  }
}
