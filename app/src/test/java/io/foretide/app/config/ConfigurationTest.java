package io.foretide.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.settings.Reading;
import io.foretide.core.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Configuration load(Path file, Map<String, String> environment) {
    return Configuration.read(
        ConfigurationFiles.load(Optional.of(file), environment, Layer.EMPTY), folder);
  }

  @Test
  void rules_of_alarms_that_are_wrong_are_told_with_the_nearest_name() throws IOException {
    Path file =
        write(
            "foretide.yaml",
            """
            alarms:
              rules:
                - {name: a, scor: {above: 1}}
                - {name: b, score: {above: 1, below: 2}}
              outputs:
                - {name: o, url: "http://host/SECRET", rules: [bb]}
            """);
    assertThatThrownBy(() -> load(file, Map.of()))
        .hasMessageContaining("alarms.rules[0]: a rule has exactly one of score, forecast")
        .hasMessageContaining("alarms.rules[0].scor: is not known; did you mean 'score'?")
        .hasMessageContaining("alarms.rules[1].score.below: stands beside 'above'")
        .hasMessageContaining("no rule has the name 'bb': expected of a, b; did you mean 'b'?")
        .satisfies(
            e -> assertThat(e.getMessage()).doesNotContain("SECRET", "score.above: is not known"));
  }

  @Test
  void without_any_file_the_defaults_hold() {
    Configuration c = Configuration.read(Layer.EMPTY, folder);
    assertThat(c.hub().host()).isEqualTo("127.0.0.1");
    assertThat(c.hub().port()).isEqualTo(8700);
    assertThat(c.scheduler().runAtOnce()).isTrue();
    assertThat(c.store().database()).isEqualTo(folder.resolve("data/foretide.db"));
    assertThat(c.providers().sensorData().getFirst().type()).isEqualTo("store");
  }

  @Test
  void overlays_beat_the_file_and_the_environment_beats_overlays() throws IOException {
    Path file =
        write(
            "foretide.yaml", "hub: {port: 1}\nscheduler: {max_in_flight: 5, run_at_once: true}\n");
    Path scheduler =
        write("s.yaml", "hub: {port: 2}\nscheduler: {run_at_once: false, max_in_flight: 6}\n");
    Path overlay = write("o.yaml", "hub: {port: 3}\n");
    Map<String, String> env = new LinkedHashMap<>();
    env.put("LATIGO_SCHEDULER_CONFIG_FILE", scheduler.toString());
    env.put("FORETIDE_CONFIG_FILE", overlay.toString());
    env.put("FORETIDE_HUB_PORT", "4");
    Configuration c = load(file, env);
    assertThat(c.hub().port()).isEqualTo(4);
    assertThat(c.scheduler().runAtOnce()).as("false in an overlay counts").isFalse();
    assertThat(c.scheduler().maxInFlight()).isEqualTo(6);
    assertThat(c.reading().values())
        .contains(
            new Reading.Value("hub.port", "4", "environment FORETIDE_HUB_PORT"),
            new Reading.Value("scheduler.max_in_flight", "6", scheduler + " line 2"),
            new Reading.Value("hub.host", "127.0.0.1", Reading.DEFAULT));
  }

  @Test
  void two_underscores_reach_a_deeper_level() throws IOException {
    Configuration c =
        load(write("f.yaml", "store: {}\n"), Map.of("FORETIDE_STORE_KEEP__POINTS", "30d"));
    assertThat(c.store().keepPoints()).isEqualTo(30L * 86_400 * 1_000_000_000);
  }

  @Test
  void latigos_cache_variables_name_a_redis_and_foretides_own_come_on_top() throws IOException {
    Path file = write("f.yaml", "hub: {}\n");
    Map<String, String> env =
        Map.of(
            "CACHE_HOST", "redis.example",
            "CACHE_PORT", "6399",
            "CACHE_PASSWORD", "s3cret",
            "FORETIDE_CACHE_TLS", "false");
    Configuration c = load(file, env);
    assertThat(c.providers().cache().getFirst().type()).isEqualTo("redis");
    assertThat(c.providers().cache().getFirst().opening()).isPresent();
    assertThat(c.reading().values())
        .contains(
            new Reading.Value("cache.host", "redis.example", "environment CACHE_HOST"),
            new Reading.Value("cache.port", "6399", "environment CACHE_PORT"),
            new Reading.Value("cache.tls", "false", "environment FORETIDE_CACHE_TLS"))
        .noneMatch(v -> v.shown().contains("s3cret"));
    assertThat(load(file, Map.of()).providers().cache().getFirst().type()).isEqualTo("memory");
  }

  @Test
  void a_variable_that_names_no_section_is_an_error_with_the_nearest() throws IOException {
    Path file = write("f.yaml", "hub: {}\n");
    assertThatThrownBy(() -> load(file, Map.of("FORETIDE_SHEDULER_NAME", "x")))
        .hasMessageContaining("environment FORETIDE_SHEDULER_NAME: names no section")
        .hasMessageContaining("did you mean 'scheduler'?");
  }

  @Test
  void environment_variables_are_expanded_inside_texts() throws IOException {
    Path file = write("f.yaml", "scheduler: {name: 'plant-${SITE}-${LINE:-one}-$${X}'}\n");
    assertThat(load(file, Map.of("SITE", "oslo")).scheduler().name())
        .isEqualTo("plant-oslo-one-${X}");
    assertThatThrownBy(() -> load(file, Map.of()))
        .hasMessageContaining("scheduler.name: names the environment variable SITE, which is not")
        .hasMessageContaining("f.yaml line 1");
  }

  @Test
  void unknown_keys_name_the_nearest_and_the_line() throws IOException {
    Path file = write("f.yaml", "hub:\n  prot: 80\nshceduler: {}\n");
    assertThatThrownBy(() -> load(file, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("hub.prot: is not known; did you mean 'port'? (" + file + " line 2)")
        .hasMessageContaining("shceduler: is not known; did you mean 'scheduler'?");
  }

  @Test
  void a_named_overlay_that_is_missing_or_empty_is_an_error() throws IOException {
    Path file = write("f.yaml", "hub: {}\n");
    Path empty = write("empty.yaml", "# nothing\n");
    assertThatThrownBy(() -> load(file, Map.of("LATIGO_EXECUTOR_CONFIG_FILE", "/no/such")))
        .hasMessageContaining("LATIGO_EXECUTOR_CONFIG_FILE")
        .hasMessageContaining("/no/such: does not exist");
    assertThatThrownBy(() -> load(file, Map.of("FORETIDE_CONFIG_FILE", empty.toString())))
        .hasMessageContaining("is empty");
  }

  @Test
  void keys_that_latigo_had_warn_and_name_their_replacement() throws IOException {
    Path file =
        write(
            "f.yaml",
            "scheduler:\n  continuous_prediction_start_time: \"08:00\"\n"
                + "  continuous_prediction_interval: 30m\n  continuous_prediction_delay: 3h\n"
                + "  back_fill_max_interval: 7d\nexecutor: {restart_interval_sec: 3}\n");
    Configuration c = load(file, Map.of());
    assertThat(c.scheduler().modelDefaults())
        .containsEntry("anchor", "08:00")
        .containsEntry("every", "30m")
        .containsEntry("delay", "3h");
    assertThat(c.reading().warnings().toString())
        .contains("scheduler.back_fill_max_interval", "the process never needs a restart");
  }

  @Test
  void a_type_that_is_not_available_names_those_that_are() throws IOException {
    Path file =
        write(
            "f.yaml",
            "task_queue: {type: pigeon, connection_string: x, security.protocol: SASL_SSL}\n"
                + "sensor_data: {a: {type: store}, b: {type: abacus, base_url: x}}\n");
    assertThatThrownBy(() -> load(file, Map.of()))
        .hasMessageContaining("task_queue.type: 'pigeon' is not available here")
        .hasMessageContaining("available")
        .hasMessageContaining("memory")
        .hasMessageContaining("sensor_data.b.type: 'abacus'")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(2));
  }

  @Test
  void an_open_address_needs_tokens() throws IOException {
    Path open = write("f.yaml", "hub: {host: 0.0.0.0}\n");
    assertThatThrownBy(() -> load(open, Map.of())).hasMessageContaining("hub.tokens is not set");
    Path guarded = write("g.yaml", "hub: {host: 0.0.0.0, tokens: {admin: s3cret}}\n");
    Configuration c = load(guarded, Map.of());
    assertThat(c.hub().admin().getFirst().reveal()).isEqualTo("s3cret");
    assertThat(c.effective().toString() + c).doesNotContain("s3cret");
  }

  @Test
  void a_log_in_opens_an_address_as_well_and_names_what_it_lacks() throws IOException {
    String login =
        "hub: {host: 0.0.0.0, login: {issuer: 'https://id.test', client_id: f, address:"
            + " 'https://f.test', client_secret: s3cret, roles: {operate: [crew]}}}\n";
    Configuration c = load(write("f.yaml", login), Map.of());
    assertThat(c.hub().guarded()).isTrue();
    assertThat(c.hub().login()).isPresent();
    assertThat(c.effective().toString() + c).doesNotContain("s3cret");
    String bad = "hub: {login: {issuer: 'http://id.test', address: 'https://f.test'}}\n";
    assertThatThrownBy(() -> load(write("g.yaml", bad), Map.of()))
        .hasMessageContaining("hub.login.issuer: 'http://id.test'")
        .hasMessageContaining("hub.login.client_id")
        .hasMessageContaining("hub.login.roles");
  }

  @Test
  void broken_yaml_names_the_line() throws IOException {
    Path file = write("f.yaml", "hub:\n  port: [1\nx: 2\n");
    assertThatThrownBy(() -> load(file, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("f.yaml line 3")
        .hasMessageContaining("is no YAML");
    Path twice = write("g.yaml", "hub: {port: 1, port: 2}\n");
    assertThatThrownBy(() -> load(twice, Map.of())).hasMessageContaining("port");
  }

  @Test
  void null_in_an_overlay_brings_the_default_back() throws IOException {
    Path file = write("f.yaml", "hub: {port: 1}\n");
    Path overlay = write("o.yaml", "hub: {port: null}\n");
    assertThat(load(file, Map.of("FORETIDE_CONFIG_FILE", overlay.toString())).hub().port())
        .isEqualTo(8700);
  }

  @Test
  void jobs_of_a_cluster_need_a_claim_and_a_folder() throws IOException {
    Path right =
        write(
            "k.yaml",
            "predictor: {type: built_in, kubernetes: {claim: runs, folder: /mnt/runs}}\n");
    assertThat(load(right, Map.of()).predictor().kubernetes().orElseThrow().namespace())
        .isEqualTo("default");
    Path wrong = write("w.yaml", "predictor: {type: built_in, kubernetes: {namespace: A_B}}\n");
    assertThatThrownBy(() -> load(wrong, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("predictor.kubernetes.claim")
        .hasMessageContaining("predictor.kubernetes.folder")
        .hasMessageContaining("'A_B'");
  }
}
