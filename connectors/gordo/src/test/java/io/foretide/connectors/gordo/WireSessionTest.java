package io.foretide.connectors.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foretide.core.connect.OutputName;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Frame;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our client before a server that answers what a real Gordo answered to its own client. */
class WireSessionTest {
  private static final long STEP = 10 * Instants.MINUTE;
  private static final Range INTERVAL =
      new Range(Instants.parse("2024-01-18T04:00:00Z"), Instants.parse("2024-01-18T10:00:00Z"));

  private final List<String> asked = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private Site site;
  private HttpServer server;
  private volatile Answering answering = (exchange, path, body) -> send(exchange, 404, "", "");

  private void serve(Answering chosen) {
    answering = chosen;
  }

  /** Chooses the answer to a request. */
  interface Answering {
    void answer(HttpExchange exchange, String path, String body) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    site = new Site();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().toString();
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            synchronized (asked) {
              asked.add(exchange.getRequestMethod() + " " + path);
              if (!body.isEmpty()) {
                bodies.add(body);
              }
            }
            answering.answer(exchange, path, body);
          }
        });
    server.start();
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    site.close();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/gordo/v0/";
  }

  private ModelDefinition definition() throws ProviderException {
    try (GordoModels models =
        site.models(
            "connection_string",
            address(),
            "projects",
            "plant-a",
            "target",
            "pump-1",
            "auth",
            java.util.Map.of("auto_adding_headers", java.util.Map.of("k", "v")))) {
      return models.list("", 10).getFirst();
    }
  }

  private RunResult run(ModelDefinition d, Range interval, Object... more) throws Exception {
    List<Object> settings =
        new ArrayList<>(
            List.of(
                "connection_string", address(),
                "n_retries", 1L,
                "auth", java.util.Map.of("auto_adding_headers", java.util.Map.of("k", "v"))));
    settings.addAll(List.of(more));
    GordoExecution execution = site.execution(settings.toArray());
    Frame frame =
        Recorded.plant(new Range(interval.from() - execution.needs(d).lookback(), interval.to()));
    Model model = ModelEdit.create(d, interval.to());
    return execution.execute(
        new RunRequest(
            model,
            model.latest(),
            new Range(0, 1),
            new Range[] {interval},
            frame,
            null,
            Instants.MINUTE));
  }

  @Test
  void requests_are_those_of_gordos_own_client_byte_for_byte_and_answers_are_read_whole()
      throws Exception {
    JsonNode session = Recorded.json("81-client-wire-session.json");
    serve((exchange, path, body) -> {
      for (JsonNode e : session) {
        String recorded = e.path("body").asText();
        boolean same =
            recorded.equals(body)
                || (!body.isEmpty() && body.contains("09:50:00") && recorded.contains("10:00:00"));
        if (e.path("path").asText().equals(path) && same) {
          send(exchange, 200, "application/json", e.path("resp").asText());
          return;
        }
      }
      if (path.contains("/models")) {
        send(exchange, 200, "application/json", "{\"models\": [\"pump-1\"]}");
        return;
      }
      send(exchange, 404, "text/html", "");
    });
    ModelDefinition d = definition();
    // The last recorded request has the bucket that begins at the end of the interval as well.
    Range shorter = new Range(INTERVAL.from(), INTERVAL.to() - STEP);
    RunResult got = run(d, shorter, "batch_size", 20L);
    assertThat(asked)
        .contains(
            "GET /gordo/v0/plant-a/revisions",
            "GET /gordo/v0/plant-a/pump-1/metadata?revision=1700000000000",
            "POST /gordo/v0/plant-a/pump-1/anomaly/prediction?format=json&revision=1700000000000");
    List<String> recorded = new ArrayList<>();
    session.forEach(e -> recorded.add(e.path("body").asText()));
    assertThat(bodies).hasSize(2);
    assertThat(recorded).containsAll(bodies);
    assertThat(equalValues(got, session, d)).isEqualTo(19 * 35);
  }

  /** Compares all values of a result with those of the recorded answers; how many. */
  private int equalValues(RunResult got, JsonNode session, ModelDefinition d) throws Exception {
    PredictionBlock block = got.parts().getFirst().blocks().getFirst();
    List<String> outputs = site.execution().needs(d).outputs();
    int compared = 0;
    for (JsonNode e : session) {
      JsonNode data = Recorded.JSON.readTree(e.path("resp").asText()).path("data");
      for (int o = 0; o < outputs.size() && !data.isMissingNode(); o++) {
        OutputName name = OutputName.of(outputs.get(o));
        String sub = name.series().isEmpty() ? name.operation() : name.series();
        JsonNode column = data.path(name.operation()).path(sub);
        for (int r = 0; r < block.rows(); r++) {
          JsonNode v = column.path(PythonText.time(block.first() + r * block.step()));
          if (v.isNumber()) {
            assertThat(block.values()[o][r])
                .as(outputs.get(o) + " " + r)
                .isEqualTo(v.asDouble(), within(1e-9));
            compared++;
          }
        }
      }
    }
    return compared;
  }

  /** A server that answers predictions with a recorded exchange. */
  private ModelDefinition recorded(String file, String fallback) throws Exception {
    JsonNode metadata = Recorded.response("07-metadata.json").path("body");
    JsonNode answer = Recorded.response(file);
    JsonNode second = Recorded.response(fallback);
    serve((exchange, path, body) -> {
      if (path.endsWith("/revisions")) {
        send(
            exchange,
            200,
            "application/json",
            Recorded.response("05-revisions.json").path("body").toString());
      } else if (path.contains("/models")) {
        send(
            exchange,
            200,
            "application/json",
            Recorded.response("03-models.json").path("body").toString());
      } else if (path.contains("/metadata")) {
        send(exchange, 200, "application/json", metadata.toString());
      } else {
        JsonNode chosen = path.contains("/anomaly/") ? answer : second;
        JsonNode sent = chosen.path("body");
        String type = "";
        for (JsonNode h : chosen.path("headers")) {
          type = h.path(0).asText().equals("Content-Type") ? h.path(1).asText() : type;
        }
        send(
            exchange,
            chosen.path("status").asInt(),
            type,
            sent.isContainerNode() ? sent.toString() : chosen.path("body_text_head").asText());
      }
    });
    return definition();
  }

  @Test
  void six_recorded_hours_come_out_as_they_were_answered() throws Exception {
    ModelDefinition d = recorded("43-pump1-anomaly-6h.json", "20-prediction.json");
    JsonNode exchange = Recorded.json("43-pump1-anomaly-6h.json");
    List<String> times = new ArrayList<>();
    exchange
        .path("request")
        .path("json")
        .path("X")
        .path("TAG 1")
        .fieldNames()
        .forEachRemaining(times::add);
    times.sort(Comparator.naturalOrder());
    long from = Instants.parse(times.getFirst()) + 5 * STEP;
    RunResult got = run(d, new Range(from, Instants.parse(times.getLast()) + STEP));
    PredictionBlock block = got.parts().getFirst().blocks().getFirst();
    JsonNode data = exchange.path("response").path("body").path("data");
    List<String> outputs = site.execution().needs(d).outputs();
    for (int o = 0; o < outputs.size(); o++) {
      OutputName name = OutputName.of(outputs.get(o));
      String sub = name.series().isEmpty() ? name.operation() : name.series();
      for (int r = 0; r < block.rows(); r++) {
        assertThat(block.values()[o][r])
            .as(outputs.get(o))
            .isEqualTo(
                data.path(name.operation())
                    .path(sub)
                    .path(PythonText.time(block.first() + r * STEP))
                    .asDouble(),
                within(1e-9));
      }
    }
  }

  private ProviderException refused(String file) throws Exception {
    ModelDefinition d = recorded(file, file);
    try {
      run(d, INTERVAL);
    } catch (ProviderException e) {
      return e;
    }
    throw new AssertionError(file + " was taken for an answer");
  }

  @Test
  void a_recorded_410_is_a_model_that_is_gone() throws Exception {
    assertThat(refused("10-revision-missing-410.json"))
        .isInstanceOf(ProviderException.ModelGone.class);
  }

  @Test
  void a_recorded_404_is_a_model_that_is_gone() throws Exception {
    assertThat(refused("09-metadata-404.json")).isInstanceOf(ProviderException.ModelGone.class);
  }

  @Test
  void a_recorded_400_is_a_refusal_with_gordos_reason() throws Exception {
    assertThat(refused("26-wrong-columns.json"))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("Unexpected features");
  }

  @Test
  void a_recorded_422_twice_is_a_refusal() throws Exception {
    assertThat(refused("52-no-cv-anomaly-422.json"))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("AnomalyDetector");
    assertThat(asked).anyMatch(a -> a.contains("pump-1/prediction"));
  }

  @Test
  void a_recorded_500_is_an_outage_at_first() throws Exception {
    assertThat(refused("34-null-value-anomaly.json"))
        .isInstanceOf(ProviderException.Transient.class);
  }

  @Test
  void a_recorded_422_falls_back_to_recorded_plain_predictions() throws Exception {
    ModelDefinition d = recorded("52-no-cv-anomaly-422.json", "20-prediction.json");
    long from = Instants.parse("2024-01-18T06:00:00Z");
    JsonNode data = Recorded.response("20-prediction.json").path("body").path("data");
    RunResult got = run(d, new Range(from, from + 5 * STEP));
    PredictionBlock block = got.parts().getFirst().blocks().getFirst();
    for (int r = 0; r < block.rows(); r++) {
      assertThat(block.values()[0][r])
          .isEqualTo(
              data.path("model-output")
                  .path("TAG 1")
                  .path(PythonText.time(from + r * STEP))
                  .asDouble(),
              within(1e-9));
    }
    assertThat(block.values()[site.execution().needs(d).outputs().indexOf("total-anomaly-scaled")])
        .containsOnly(Double.NaN);
  }
}
