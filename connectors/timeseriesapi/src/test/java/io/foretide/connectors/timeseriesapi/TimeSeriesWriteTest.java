package io.foretide.connectors.timeseriesapi;

import static io.foretide.connectors.timeseriesapi.Plant.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foretide.connectors.standin.Fault;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeSeriesWriteTest {
  private static final long STEP = 10 * Instants.MINUTE;
  private static final List<String> OUTPUTS =
      List.of("model-output:1903.R1", "total-anomaly-confidence");
  private Plant plant;
  private Model model;

  @BeforeEach
  void start() throws Exception {
    plant = new Plant();
    plant.standIn.timeSeries().series("1903.R1", "1903");
    plant.standIn.timeSeries().series("1903.R2", "1903");
    model = Plant.model("ioc-1000/mo|del", "1903.R1", "1903.R2");
  }

  @AfterEach
  void stop() {
    plant.close();
  }

  private static PredictionBlock block(double[]... values) {
    return new PredictionBlock(T0 + 3 * STEP, T0, STEP, values);
  }

  private static PredictionBlock whole() {
    return block(
        new double[] {14.28, Double.NaN, 3},
        new double[] {0.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
  }

  @Test
  void series_and_points_are_those_that_latigo_makes() throws Exception {
    plant.sink().write(model, model.latest(), OUTPUTS, List.of(whole()));
    assertThat(plant.standIn.timeSeries().names())
        .containsExactly(
            "1903.INDICATOR|mo-del|total-anomaly-confidence",
            "1903.R1",
            "1903.R1|mo-del|model-output",
            "1903.R2");
    assertThat(plant.bodies("POST", "/v1.6"))
        .containsExactlyInAnyOrder(
            "{\"name\":\"1903.R1|mo-del|model-output\",\"description\":"
                + "\"Gordo model-output - 1903.R1\",\"step\":true,\"unit\":\"\","
                + "\"facility\":\"1903\",\"externalId\":\"\"}",
            "{\"name\":\"1903.INDICATOR|mo-del|total-anomaly-confidence\",\"description\":"
                + "\"Gordo total-anomaly-confidence - \",\"step\":true,\"unit\":\"\","
                + "\"facility\":\"1903\",\"externalId\":\"\"}");
    String body = plant.bodies("POST", "/v1.6/data").getFirst();
    assertThat(body)
        .matches(
            "\\{\"items\":\\[\\{\"id\":\"[0-9a-f-]+\",\"datapoints\":\\["
                + "\\{\"time\":\"2020-06-01T06:30:00Z\",\"value\":14.28,\"status\":\"0\"},"
                + "\\{\"time\":\"2020-06-01T06:50:00Z\",\"value\":3.0,\"status\":\"0\"}]},"
                + "\\{\"id\":\"[0-9a-f-]+\",\"datapoints\":\\["
                + "\\{\"time\":\"2020-06-01T06:30:00Z\",\"value\":0.5,\"status\":\"0\"}]}]}");
  }

  @Test
  void writing_again_doubles_nothing_and_makes_no_series_again() throws Exception {
    TimeSeriesSink sink = plant.sink();
    for (int i = 0; i < 2; i++) {
      sink.write(model, model.latest(), OUTPUTS, List.of(whole()));
    }
    assertThat(plant.standIn.timeSeries().values("1903.R1|mo-del|model-output")).hasSize(2);
    assertThat(plant.bodies("POST", "/v1.6")).hasSize(2);
    assertThat(plant.bodies("POST", "/v1.6/data")).hasSize(2);
  }

  @Test
  void a_series_that_another_program_made_meanwhile_is_used() throws Exception {
    TimeSeriesSink sink = plant.sink();
    assertThat(sink.output(model, model.latest(), OUTPUTS.getFirst()).id()).isEmpty();
    String id = plant.standIn.timeSeries().series("1903.R1|mo-del|model-output", "1903");
    sink.write(
        model, model.latest(), List.of(OUTPUTS.getFirst()), List.of(block(new double[] {1, 2, 3})));
    assertThat(plant.bodies("POST", "/v1.6")).hasSize(1);
    assertThat(plant.bodies("POST", "/v1.6/data").getFirst()).contains(id);
    assertThat(sink.output(model, model.latest(), OUTPUTS.getFirst()).id()).isEqualTo(id);
  }

  @Test
  void a_series_that_is_there_without_a_facility_is_found_by_its_name_alone() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    api.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String uri = exchange.getRequestURI().toString();
            String verb = exchange.getRequestMethod();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(verb + " " + uri + (uri.endsWith("/data") ? " " + body : ""));
            String item =
                uri.contains("facility=")
                    ? ""
                    : "{\"id\": \"77\", \"name\": \"7.INDICATOR|mo-del|score\", \"facility\": null}";
            byte[] answer =
                ("{\"statusCode\": 200, \"data\": {\"items\": [" + item + "]}}").getBytes(UTF_8);
            boolean making = verb.equals("POST") && !uri.endsWith("/data");
            exchange.sendResponseHeaders(making ? 409 : 200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    api.start();
    try {
      plant
          .sink(
              "base_url",
              "http://127.0.0.1:" + api.getAddress().getPort() + "/v1.6",
              "facility",
              "7",
              "auth",
              Map.of("auto_adding_headers", Map.of("k", "v")))
          .write(model, model.latest(), List.of("score"), List.of(block(new double[] {1, 2})));
    } finally {
      api.stop(0);
    }
    String name = "name=7.INDICATOR%7Cmo-del%7Cscore";
    assertThat(asked).hasSize(5);
    assertThat(asked.subList(0, 4))
        .containsExactly(
            "GET /v1.6?" + name + "&facility=7",
            "POST /v1.6",
            "GET /v1.6?" + name + "&facility=7",
            "GET /v1.6?" + name);
    assertThat(asked.getLast()).startsWith("POST /v1.6/data {\"items\":[{\"id\":\"77\"");
  }

  @Test
  void a_body_holds_no_more_points_than_it_may_and_none_is_lost() throws Exception {
    double[] many = new double[25];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    plant.sink("batch_size", 10L).write(model, model.latest(), OUTPUTS, List.of(block(many, many)));
    List<String> bodies = plant.bodies("POST", "/v1.6/data");
    assertThat(bodies).hasSize(5);
    assertThat(bodies).allMatch(b -> b.split("\"time\"", -1).length == 11);
    assertThat(plant.standIn.timeSeries().values("1903.INDICATOR|mo-del|total-anomaly-confidence"))
        .hasSize(25);
  }

  @Test
  void where_forecasts_overlap_the_later_origin_is_written_last() throws Exception {
    PredictionBlock early = new PredictionBlock(T0, T0, STEP, new double[][] {{1, 1, 1}});
    PredictionBlock late = new PredictionBlock(T0 + STEP, T0 + STEP, STEP, new double[][] {{2, 2}});
    plant
        .sink()
        .write(model, model.latest(), List.of("model-output:1903.R1"), List.of(late, early));
    assertThat(plant.standIn.timeSeries().values("1903.R1|mo-del|model-output").values())
        .containsExactly(1.0, 2.0, 2.0);
  }

  @Test
  void nothing_is_sent_where_there_is_nothing_to_write() throws Exception {
    plant
        .sink()
        .write(
            model,
            model.latest(),
            List.of("model-output:1903.R1"),
            List.of(block(new double[] {Double.NaN})));
    assertThat(plant.standIn.counts()).isEmpty();
  }

  @Test
  void the_facility_of_predictions_must_be_known_or_set() throws Exception {
    Model elsewhere = Plant.model("p/m", "not-there");
    List<String> outputs = List.of("score");
    List<PredictionBlock> blocks = List.of(block(new double[] {1}));
    assertThatThrownBy(() -> plant.sink().write(elsewhere, elsewhere.latest(), outputs, blocks))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("'not-there'")
        .hasMessageContaining("set facility");
    plant.sink("facility", "7").write(elsewhere, elsewhere.latest(), outputs, blocks);
    assertThat(plant.standIn.timeSeries().names()).contains("7.INDICATOR|m|score");
  }

  @Test
  void what_the_sink_holds_is_told_by_whole_intervals() throws Exception {
    TimeSeriesSink sink = plant.sink();
    sink.write(model, model.latest(), OUTPUTS, List.of(whole()));
    assertThat(
            sink.held(model, model.latest(), new Range(T0 - Instants.DAY, T0 + Instants.DAY))
                .ranges())
        .containsExactly(new Range(T0, T0 + 3 * STEP));
  }

  @Test
  void faults_on_the_way_lose_no_point() throws Exception {
    TimeSeriesSink sink = plant.sink();
    for (Fault fault :
        List.of(Fault.TOO_MANY, Fault.ERROR, Fault.EXPIRED_TOKEN, Fault.UNAVAILABLE)) {
      plant.standIn.faults().plan(fault, "/timeseries", 1);
    }
    sink.write(model, model.latest(), OUTPUTS, List.of(whole()));
    assertThat(plant.standIn.timeSeries().values("1903.R1|mo-del|model-output")).hasSize(2);
    plant.standIn.faults().plan(Fault.LOGIN_PAGE, "/v1.6/data", 1);
    assertThatThrownBy(() -> sink.write(model, model.latest(), OUTPUTS, List.of(whole())))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("HTML page");
  }
}
