package io.foretide.connectors.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.settings.SettingsException;
import io.foretide.core.time.Instants;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GordoSettingsTest {
  private static final List<String> TAGS = List.of("A", "B");

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = new Site().with("1", GordoMachine.of("m", TAGS)).with("2", GordoMachine.of("m", TAGS));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private static String base(String connection) {
    Settings s = Settings.of("p", Map.of("connection_string", connection));
    String base = GordoAddress.read(s).base();
    s.finish();
    return base;
  }

  @Test
  void addresses_are_read_as_latigo_does_with_an_explicit_port() {
    assertThat(base("https://IOC.example/gordo/v0/")).isEqualTo("https://ioc.example:443/gordo/v0");
    assertThat(base("http://h:8888/gordo/v1")).isEqualTo("http://h:8888/gordo/v0");
    for (String bad :
        List.of("https://h/other", "ftp://h/gordo/v0", "gordo/v0", "https://u:s3cret@h/gordo/v0")) {
      assertThatThrownBy(() -> base(bad))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("connection_string")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void keys_of_a_latigo_file_are_taken_and_those_without_effect_name_what_has_it() {
    Reading reading = new Reading();
    Settings s =
        site.settings(
            reading,
            "batch_size",
            1000L,
            "parallelism",
            10L,
            "forward_resampled_sensors",
            false,
            "n_retries",
            5L,
            "use_parquet",
            true,
            "ignore_unhealthy_targets",
            true,
            "target",
            List.of(),
            "data_provider",
            Map.of("debug", true, "n_retries", 5L),
            "prediction_forwarder",
            Map.of("debug", false, "n_retries", 5L));
    GordoSettings got = GordoSettings.read(s);
    s.finish();
    assertThat(got.http().retries()).isEqualTo(5);
    assertThat(got.batchSize()).isEqualTo(1000);
    assertThat(got.debugData()).isTrue();
    assertThat(got.debugForward()).isFalse();
    assertThat(got.parquet()).isTrue();
    assertThat(reading.warnings())
        .anyMatch(w -> w.toString().contains("data_provider.n_retries"))
        .anyMatch(w -> w.toString().contains("prediction_forwarder.n_retries"))
        .hasSize(2);
  }

  /** The same model for another machine. */
  private static Model named(String machine, Model like) throws ProviderException {
    Map<String, Object> file = new HashMap<>(ModelFile.write(like.definition()));
    Map<String, Object> run = new HashMap<>(like.definition().run().settings());
    run.put("machine", machine);
    file.put("model", "p/" + machine);
    file.put("run", Map.of("gordo", run));
    return ModelEdit.create(ModelFile.read(file), Site.T0 + Instants.DAY);
  }

  private Model made(Map<String, Object> config) throws ProviderException {
    ModelDefinition d = site.definition("m");
    Map<String, Object> file = new HashMap<>(ModelFile.write(d));
    Map<String, Object> run = new HashMap<>(d.run().settings());
    if (!config.isEmpty()) {
      run.put("config", config);
    }
    file.put("run", Map.of("gordo", run));
    return ModelEdit.create(ModelFile.read(file), Site.T0 + Instants.DAY);
  }

  @Test
  void a_machine_is_made_by_the_configured_command() throws Exception {
    Path out = folder.resolve("resource.json");
    GordoExecution execution =
        site.execution("register", Map.of("command", List.of("sh", "-c", "cat > " + out)));
    site.stored = Optional.of(named("a-first", made(Map.of("dataset", Map.of()))));
    execution.register(made(Map.of("dataset", Map.of("tags", TAGS))));
    JsonNode got = Recorded.JSON.readTree(Files.readString(out));
    assertThat(got.path("apiVersion").asText()).isEqualTo("equinor.com/v1");
    assertThat(got.path("kind").asText()).isEqualTo("Gordo");
    assertThat(got.path("metadata").path("name").asText()).isEqualTo("p");
    JsonNode machines = got.path("spec").path("config").path("machines");
    assertThat(machines).hasSize(2);
    assertThat(machines.path(0).path("name").asText()).isEqualTo("a-first");
    JsonNode machine = machines.path(1);
    assertThat(machine.path("name").asText()).isEqualTo("m");
    assertThat(machine.path("dataset").path("tags").path(1).asText()).isEqualTo("B");
  }

  @Test
  void a_machine_is_made_by_the_api_of_a_cluster() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    AtomicInteger status = new AtomicInteger(200);
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    api.createContext(
        "/",
        exchange -> {
          try (exchange) {
            got.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            got.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            got.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
            got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status.get(), -1);
          }
        });
    api.start();
    try {
      Path token = Files.writeString(folder.resolve("token"), "abc\n");
      GordoExecution execution =
          site.execution(
              "register",
              Map.of(
                  "kubernetes",
                  Map.of(
                      "url",
                      "http://127.0.0.1:" + api.getAddress().getPort(),
                      "namespace",
                      "gordo",
                      "token_file",
                      token.toString())));
      Model model = made(Map.of("dataset", Map.of("tags", TAGS)));
      execution.register(model);
      assertThat(got.subList(0, 3))
          .containsExactly(
              "PATCH /apis/equinor.com/v1/namespaces/gordo/gordos/p?fieldManager=foretide&force=true",
              "Bearer abc",
              "application/apply-patch+yaml");
      assertThat(Recorded.JSON.readTree(got.get(3)).path("kind").asText()).isEqualTo("Gordo");
      status.set(422);
      assertThatThrownBy(() -> execution.register(model))
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("register.kubernetes");
    } finally {
      api.stop(0);
    }
  }

  @Test
  void without_a_command_making_a_machine_is_refused_and_a_command_that_fails_is_quoted()
      throws Exception {
    Model model = made(Map.of("dataset", Map.of()));
    assertThatThrownBy(() -> site.execution().register(model))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("register.command");
    GordoExecution failing =
        site.execution(
            "register", Map.of("command", List.of("sh", "-c", "echo forbidden; exit 3")));
    assertThatThrownBy(() -> failing.register(model))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("forbidden");
    site.execution().register(made(Map.of()));
  }

  @Test
  void old_revisions_are_deleted_and_the_latest_stays() throws Exception {
    ModelDefinition newest = site.definition("m");
    site.with("3", GordoMachine.of("m", TAGS));
    site.stored = Optional.of(ModelEdit.create(newest, Site.T0));
    site.execution().unregister(site.stored.get().id());
    assertThat(site.standIn.requests())
        .filteredOn(r -> r.method().equals("DELETE"))
        .extracting(r -> r.path())
        .containsExactly("/gordo/v0/p/m/revision/2");
    site.stored = Optional.of(ModelEdit.create(site.definition("m"), Site.T0));
    site.standIn.forget();
    site.execution().unregister(site.stored.get().id());
    assertThat(site.standIn.requests()).noneMatch(r -> r.method().equals("DELETE"));
  }

  @Test
  void the_status_tells_health_revisions_and_training() throws Exception {
    Model model = ModelEdit.create(site.definition("m"), Site.T0);
    assertThat(site.execution().status(model))
        .contains("healthy; runs revision 2, the latest of 2; 2 tags, trained on 2020-02-01");
    site.with("3", GordoMachine.of("m", TAGS));
    assertThat(site.execution().status(model)).contains("while the latest is 3");
  }
}
