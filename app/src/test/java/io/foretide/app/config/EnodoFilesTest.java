package io.foretide.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files and variables of Enodo's programs. */
class EnodoFilesTest {
  @TempDir private Path folder;

  private Configuration load(String conf, Map<String, String> variables) throws IOException {
    Path file = Files.writeString(folder.resolve("enodo.conf"), conf);
    Map<String, String> environment = new HashMap<>(variables);
    environment.put(ConfigurationFiles.ENODO, file.toString());
    return Configuration.read(
        ConfigurationFiles.load(Optional.empty(), environment, Layer.EMPTY), folder);
  }

  @Test
  void a_hub_of_the_seed_era_is_understood_with_its_misspelt_port() throws IOException {
    Configuration c =
        load(
            """
            [enodo]
            log_path = /var/log/enodo.log
            client_max_timeout = 60
            socket_server_hostname = 0.0.0.0
            socker_server_port = 9203
            save_to_disk_interval = 20

            [siridb]
            host = siri1
            port = 9001
            user = iris
            password = topsecret
            database = plant

            [siridb_forecast]
            host = siri2
            user = iris
            password = topsecret
            database = forecasts

            [analyser]
            min_data_points = 12
            watcher_interval = 5
            interval_schedules_series = 1800
            """,
            Map.of());
    EnodoConfig.HubPart hub = c.enodo().hub().orElseThrow();
    assertThat(hub.host()).isEqualTo("0.0.0.0");
    assertThat(hub.port()).isEqualTo(9203);
    assertThat(hub.clientMaxTimeout()).isEqualTo(Instants.MINUTE);
    assertThat(hub.minDataPoints()).isEqualTo(12);
    assertThat(hub.watcherInterval()).isEqualTo(5 * Instants.SECOND);
    assertThat(hub.forecastEvery()).isEqualTo(30 * Instants.MINUTE);
    assertThat(hub.allowUntokened()).containsExactly("127.0.0.0/8", "::1");
    assertThat(c.providers().sensorData().getFirst().type()).isEqualTo("siridb");
    assertThat(c.providers().predictionStorage().getFirst().type()).isEqualTo("siridb");
    assertThat(c.effective().toString()).contains("siri1:9001").doesNotContain("topsecret");
    assertThat(c.reading().warnings().toString())
        .contains("log_path")
        .contains("save_to_disk_interval");
  }

  @Test
  void a_hub_of_the_newest_era_is_understood_and_variables_win() throws IOException {
    Configuration c =
        load(
            """
            [hub]
            basic_auth_username = boss
            basic_auth_password = topsecret
            client_max_timeout = 20
            internal_socket_server_hostname = 127.0.0.1
            internal_socket_server_port = 9103
            disable_safe_mode = true
            storage_type = disk
            enable_rest_api = false
            enable_socket_io_api = false
            [thingsdb]
            host = things
            auth_token = topsecret
            """,
            Map.of(
                "ENODO_HUB_INTERNAL_SOCKET_SERVER_PORT", "9303",
                "ENODO_SIRIDB_DATA_HOST", "db",
                "ENODO_SIRIDB_DATA_DATABASE", "plant"));
    EnodoConfig.HubPart hub = c.enodo().hub().orElseThrow();
    assertThat(hub.port()).isEqualTo(9303);
    assertThat(hub.user()).isEqualTo("boss");
    assertThat(hub.password().reveal()).isEqualTo("topsecret");
    // As Enodo's own hubs do, less than 35 seconds are 35.
    assertThat(hub.clientMaxTimeout()).isEqualTo(35 * Instants.SECOND);
    assertThat(hub.rest()).isFalse();
    assertThat(c.hub().enodoRest().socketIo()).isFalse();
    // A switch that let everybody in does not do so here.
    assertThat(hub.allowUntokened()).containsExactly("127.0.0.0/8", "::1");
    assertThat(c.providers().sensorData().getFirst().type()).isEqualTo("siridb");
    assertThat(c.reading().warnings().toString())
        .contains("disable_safe_mode")
        .contains("allow_untokened")
        .contains("ThingsDB")
        .doesNotContain("topsecret");
  }

  @Test
  void a_listener_in_python_and_one_in_go_are_understood() throws IOException {
    EnodoConfig.ListenerPart python =
        load(
                """
                [enodo]
                hub_hostname = hub.plant
                hub_port = 9104
                heartbeat_interval = 25
                counter_update_interval = 60
                pipe_path = /tmp/tee.sock
                internal_security_token = topsecret
                """,
                Map.of())
            .enodo()
            .listener()
            .orElseThrow();
    assertThat(python.upstream().host()).isEqualTo("hub.plant");
    assertThat(python.upstream().port()).isEqualTo(9104);
    assertThat(python.upstream().token().reveal()).isEqualTo("topsecret");
    assertThat(python.upstream().heartbeat()).isEqualTo(25 * Instants.SECOND);
    assertThat(python.every()).isEqualTo(Instants.MINUTE);
    assertThat(python.pipe()).contains(Path.of("/tmp/tee.sock"));
    assertThat(python.teePort()).isEqualTo(-1);
    EnodoConfig.ListenerPart go =
        load(
                "",
                Map.of(
                    "ENODO_HUB_HOSTNAME", "hub.plant",
                    "ENODO_HUB_PORT", "9103",
                    "ENODO_TCP_PORT", "9999",
                    "ENODO_READY_PORT", "8080",
                    "ENODO_INTERNAL_SECURITY_TOKEN", "topsecret"))
            .enodo()
            .listener()
            .orElseThrow();
    assertThat(go.teePort()).isEqualTo(9999);
    assertThat(go.readyPort()).isEqualTo(8080);
    assertThat(go.upstream().token().reveal()).isEqualTo("topsecret");
    assertThat(go.upstream().dialect()).isEqualTo(Dialect.SEED);
  }

  @Test
  void workers_of_both_eras_are_understood() throws IOException {
    EnodoConfig newest =
        load(
                """
                [worker]
                hub_hostname = hub.plant
                hub_port = 9103
                heartbeat_interval = 20
                max_job_duration = 90
                internal_security_token = topsecret
                """,
                Map.of())
            .enodo();
    assertThat(newest.worker().orElseThrow().maxJobDuration()).isEqualTo(90 * Instants.SECOND);
    assertThat(newest.worker().orElseThrow().upstream().host()).isEqualTo("hub.plant");
    EnodoConfig seed =
        load(
                """
                [enodo]
                hub_hostname = hub.plant
                hub_port = 9103
                max_job_duration = 30
                [siridb]
                host = db
                database = plant
                """,
                Map.of())
            .enodo();
    assertThat(seed.worker().orElseThrow().maxJobDuration()).isEqualTo(30 * Instants.SECOND);
    assertThat(seed.listener()).isEmpty();
    assertThat(seed.hub()).isEmpty();
  }

  @Test
  void a_setting_of_our_own_is_above_enodos() throws IOException {
    Path file = Files.writeString(folder.resolve("hub.conf"), "[hub]\nclient_max_timeout = 60\n");
    Path own =
        Files.writeString(
            folder.resolve("foretide.yaml"), "hub: {enodo: {client_max_timeout: 2m}}\n");
    Configuration c =
        Configuration.read(
            ConfigurationFiles.load(
                Optional.of(own), Map.of(ConfigurationFiles.ENODO, file.toString()), Layer.EMPTY),
            folder);
    assertThat(c.enodo().hub().orElseThrow().clientMaxTimeout()).isEqualTo(2 * Instants.MINUTE);
  }

  @Test
  void what_is_no_such_file_is_told_with_its_line() {
    assertThatThrownBy(() -> load("[hub]\nwhat is this\n", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("enodo.conf line 2");
  }

  @Test
  void a_wrong_value_is_told_with_where_it_was_written() {
    assertThatThrownBy(() -> load("[hub]\ninternal_socket_server_port = many\n", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("hub.enodo.port")
        .hasMessageContaining("many");
  }
}
