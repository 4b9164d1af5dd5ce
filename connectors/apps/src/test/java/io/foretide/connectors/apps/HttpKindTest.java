package io.foretide.connectors.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.apps.ScriptedServer.Reply;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Secret;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpKindTest {
  @TempDir Path folder;

  private HttpKind kind(String... hosts) throws Exception {
    return kind(Map.of(), List.of(hosts));
  }

  private HttpKind kind(Map<String, HttpServices.Service> services, List<String> hosts)
      throws Exception {
    return new HttpKind(
        new HttpServices(services, hosts, WallClock.system(), new Random(1), Map.of()), folder);
  }

  private static ModelDefinition model(String url, Object... settings) {
    Map<String, Object> run = new HashMap<>(Map.of("url", url, "outputs", List.of("mean")));
    for (int i = 0; i < settings.length; i += 2) {
      run.put((String) settings[i], settings[i + 1]);
    }
    return Run.definition("http", run);
  }

  private static final String ROW = "[{\"time\":\"1970-01-01T02:00:00Z\",\"mean\":7}]";

  @Test
  void a_frame_goes_out_with_its_headers_and_rows_come_back() throws Exception {
    try (ScriptedServer app = new ScriptedServer((n, a) -> Reply.of(200, ROW));
        HttpKind kind = kind()) {
      ModelDefinition d = model(app.url(), "version", "3 é", "lookback", "10m");
      List<OutcomePart> out = Run.cells(kind, d, Run.ramp(60), 2, 3);
      assertThat(out.getFirst().blocks().getFirst().values()[0]).containsExactly(7);
      ScriptedServer.Asked asked = app.asked.getFirst();
      assertThat(asked.headers())
          .containsEntry("X-Model-Name", "m")
          .containsEntry("X-Model-Version", "3%20%C3%A9")
          .containsEntry("X-Model-Revision", "1")
          .containsEntry("X-Interval-Start", "1970-01-01T02:00:00Z")
          .containsEntry("X-Interval-End", "1970-01-01T03:00:00Z")
          .containsKey("Idempotency-Key");
      assertThat(AnswerReader.tree(asked.body().getBytes()).path("frame"))
          .hasSize(7)
          .first()
          .hasToString("{\"time\":\"1970-01-01T01:50:00Z\",\"flow\":11.0}");
    }
  }

  @Test
  void a_4xx_fails_the_interval_with_the_reason_of_the_app_and_is_asked_once() throws Exception {
    try (ScriptedServer app =
            new ScriptedServer((n, a) -> Reply.of(422, "{\"error\":\"flow is in gallons\"}"));
        HttpKind kind = kind()) {
      OutcomePart part = Run.cells(kind, model(app.url()), Run.ramp(60), 2, 3).getFirst();
      assertThat(part.state()).isEqualTo(CellState.FAILED);
      assertThat(part.reason()).isEqualTo(Reason.REJECTED);
      assertThat(part.detail()).contains("422", "flow is in gallons");
      assertThat(app.asked).hasSize(1);
    }
  }

  @Test
  void a_5xx_is_tried_again_with_the_same_key_and_may_succeed() throws Exception {
    try (ScriptedServer app =
            new ScriptedServer(
                (n, a) -> n < 2 ? Reply.of(503, "busy") : Reply.of(200, "{\"rows\":" + ROW + "}"));
        HttpKind kind = kind()) {
      OutcomePart part = Run.cells(kind, model(app.url()), Run.ramp(60), 2, 3).getFirst();
      assertThat(part.state()).isEqualTo(CellState.PREDICTED);
      assertThat(app.asked).hasSize(3);
      assertThat(app.asked.stream().map(a -> a.headers().get("Idempotency-Key")).distinct())
          .hasSize(1);
    }
  }

  @Test
  void a_5xx_that_stays_puts_the_task_off_for_as_long_as_the_app_asks() throws Exception {
    try (ScriptedServer app =
            new ScriptedServer((n, a) -> new Reply(503, "down", Map.of("Retry-After", "120")));
        HttpKind kind = kind()) {
      assertThatThrownBy(() -> Run.cells(kind, model(app.url()), Run.ramp(60), 2, 3))
          .isInstanceOfSatisfying(
              ProviderException.Transient.class,
              e -> assertThat(e.retryAfter()).isEqualTo(2 * Instants.MINUTE));
    }
  }

  @Test
  void silence_and_pages_of_gateways_fail_nothing() throws Exception {
    int free;
    try (ServerSocket s = new ServerSocket(0)) {
      free = s.getLocalPort();
    }
    try (ScriptedServer gateway =
            new ScriptedServer((n, a) -> Reply.of(200, "<html>please log in</html>"));
        HttpKind kind = kind()) {
      for (String url : List.of("http://127.0.0.1:" + free + "/", gateway.url())) {
        assertThatThrownBy(() -> Run.cells(kind, model(url, "retries", 0), Run.ramp(60), 2, 3))
            .isInstanceOf(ProviderException.Transient.class);
      }
    }
  }

  @Test
  void both_ways_are_held_to_their_schemas() throws Exception {
    Files.writeString(
        folder.resolve("answer.json"),
        """
        {"type": "array", "items": {"type": "object", "required": ["mean"],
          "properties": {"mean": {"type": "number", "maximum": 5}}}}
        """);
    Map<String, Object> request =
        Map.of("type", "object", "required", List.of("frame", "operator"));
    try (ScriptedServer app = new ScriptedServer((n, a) -> Reply.of(200, ROW));
        HttpKind kind = kind()) {
      ModelDefinition d = kind.prepare(model(app.url(), "schema", Map.of("answer", "answer.json")));
      Files.delete(folder.resolve("answer.json"));
      assertThat(Run.cells(kind, d, Run.ramp(60), 2, 3).getFirst().detail())
          .contains("the answer does not fit its schema", "/0/mean", "5");
      ModelDefinition other = kind.prepare(model(app.url(), "schema", Map.of("request", request)));
      assertThat(Run.cells(kind, other, Run.ramp(60), 2, 3).getFirst().detail())
          .contains("the request does not fit its schema", "operator");
      assertThat(app.asked).hasSize(1);
    }
  }

  @Test
  void schemas_that_are_none_or_lie_elsewhere_are_refused_when_a_model_is_made() throws Exception {
    try (HttpKind kind = kind()) {
      for (Object wrong :
          List.of(
              "missing.json",
              "../x.json",
              Map.of("type", 7),
              Map.of("$ref", "http://127.0.0.1:1/schema"))) {
        ModelDefinition d = model("http://127.0.0.1:1/", "schema", Map.of("answer", wrong));
        assertThatThrownBy(() -> kind.prepare(d))
            .as("%s", wrong)
            .isInstanceOf(ProviderException.Rejected.class)
            .hasMessageContaining("schema");
      }
    }
  }

  @Test
  void messages_are_scored_one_by_one() throws Exception {
    try (ScriptedServer app =
            new ScriptedServer((n, a) -> {
              long x = AnswerReader.tree(a.body().getBytes()).path("intValue").asLong();
              return Reply.of(200, "{\"intValue\":" + (x + 100) + ",\"extra\":true}");
            });
        HttpKind kind = kind()) {
      ModelDefinition d =
          model(
              app.url(),
              "contract",
              "message",
              "outputs",
              "intValue",
              "fields",
              Map.of("intValue", "flow"));
      double[] data = Run.ramp(60);
      data[13] = Double.NaN;
      List<OutcomePart> out = Run.cells(kind, d, data, 2, 3);
      assertThat(out.getFirst().blocks().getFirst().values()[0])
          .containsExactly(112, Double.NaN, 114, 115, 116, 117);
      assertThat(app.asked).hasSize(5);
    }
  }

  @Test
  void hosts_may_be_limited_and_services_carry_credentials() throws Exception {
    try (ScriptedServer app = new ScriptedServer((n, a) -> Reply.of(200, ROW))) {
      URI url = URI.create(app.url().replace("/score", "/base/"));
      AuthSettings auth =
          new AuthSettings(
              "",
              new Secret(""),
              "",
              "",
              URI.create("http://localhost"),
              true,
              "",
              "",
              false,
              Map.of("X-Key", new Secret("s3cret")));
      Map<String, HttpServices.Service> services =
          Map.of("scorer", new HttpServices.Service(url, auth, HttpSettings.DEFAULT));
      try (HttpKind kind = kind(services, List.of("models.example"))) {
        assertThatThrownBy(() -> kind.prepare(model(app.url())))
            .isInstanceOf(ProviderException.Rejected.class)
            .hasMessageContaining("predictor.hosts");
        Map<String, Object> run =
            Map.of("service", "scorer", "path", "/score", "outputs", List.of("mean"));
        ModelDefinition d = kind.prepare(Run.definition("http", run));
        Run.cells(kind, d, Run.ramp(60), 2, 3);
        assertThat(app.asked.getFirst().headers()).containsEntry("X-Key", "s3cret");
        assertThatThrownBy(() ->
                kind.prepare(Run.definition("http", Map.of("service", "scorr", "outputs", "mean"))))
            .hasMessageContaining("did you mean 'scorer'");
      }
    }
  }
}
