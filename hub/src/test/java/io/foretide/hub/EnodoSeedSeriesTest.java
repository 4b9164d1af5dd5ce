package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.engine.Tally;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the seed's routes do to Foretide's own models. */
class EnodoSeedSeriesTest {
  private EnodoServed hub;

  @BeforeEach
  void start() throws Exception {
    hub = new EnodoServed(false);
    hub.send("POST", "/settings", "{\"min_data_points\": \"10\"}");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> post(String body) throws Exception {
    return hub.send("POST", "/series", body);
  }

  private Model stored(String name) {
    return Objects.requireNonNull(hub.engine.models.get(name), name);
  }

  private ModelDefinition model(String name) {
    return stored(name).definition();
  }

  @Test
  void a_posted_series_becomes_a_model_that_forecasts_it() throws Exception {
    assertThat(
            post("{\"name\":\"series-f\",\"model\":1,\"model_parameters\":{\"m\":24,\"d\":1,\"D\":null}}")
                .statusCode())
        .isEqualTo(201);
    ModelDefinition d = model("enodo/series-f");
    assertThat(d.inputs()).containsExactly("series-f");
    assertThat(d.resolution()).isEqualTo(3 * Instants.MINUTE);
    assertThat(d.paused()).isFalse();
    assertThat(d.run().kind()).isEqualTo("forecast");
    assertThat(d.run().settings())
        .containsEntry("method", "auto_arima")
        .containsEntry("season", Durations.format(24 * d.resolution()))
        .containsEntry("horizon", Durations.format(12 * d.resolution()))
        .containsEntry("d", 1L)
        .doesNotContainKey("seasonal_d");
    // The newest points are old: the first interval ends where they end.
    assertThat(Instants.parse(d.start()))
        .isBetween(Instants.parse("2023-11-14T00:00:00Z"), Instants.parse("2023-11-15T12:00:00Z"));
  }

  @Test
  void what_arima_lacks_is_estimated() throws Exception {
    post("{\"name\":\"series-f\",\"model\":\"arima\"}");
    assertThat(model("enodo/series-f").run().settings())
        .containsEntry("method", "auto_arima")
        .containsEntry("season", Durations.format(12 * 3 * Instants.MINUTE));
    post("{\"name\":\"series-f\",\"model\":1,\"model_parameters\":[24, 1]}");
    assertThat(model("enodo/series-f").run().settings())
        .containsEntry("season", Durations.format(24 * 3 * Instants.MINUTE))
        .containsEntry("d", 1L);
  }

  @Test
  void every_method_of_the_catalogue_is_reached_by_its_name() throws Exception {
    assertThat(post("{\"name\":\"series-f\",\"model\":\"ets\"}").body())
        .contains("\"model\": \"ets\", \"model_parameters\": null");
    assertThat(model("enodo/series-f").run().settings()).containsEntry("method", "ets");
    post("{\"name\":\"series-f\",\"model\":\"arima\",\"model_parameters\":{\"p\":2,\"q\":1}}");
    assertThat(model("enodo/series-f").run().settings())
        .containsEntry("method", "arima")
        .containsEntry("p", 2L);
    for (String text : List.of("\"Moving average\"", "\"4\"", "4")) {
      assertThat(post("{\"name\":\"series-f\",\"model\":" + text + "}").body())
          .contains("\"model\": 4");
      assertThat(model("enodo/series-f").run().settings()).containsEntry("method", "mean");
    }
  }

  @Test
  void the_same_name_again_with_other_settings_is_an_edit() throws Exception {
    post("{\"name\":\"series-f\",\"model\":2}");
    long version = stored("enodo/series-f").version();
    post("{\"name\":\"series-f\",\"model\":2,\"model_parameters\":{}}");
    assertThat(stored("enodo/series-f").version()).isEqualTo(version);
    assertThat(
            post("{\"name\":\"series-f\",\"model\":3,\"model_parameters\":{\"order\":5}}").body())
        .contains("\"model\": 3, \"model_parameters\": {\"order\": 5}");
    assertThat(stored("enodo/series-f").version()).isEqualTo(version + 1);
    assertThat(hub.engine.models).hasSize(1);
  }

  @Test
  void unknown_fields_models_and_series_are_told() throws Exception {
    assertThat(post("{\"name\":\"series-f\",\"modle\":2}").body()).contains("modle", "model");
    assertThat(post("{\"name\":\"series-f\",\"model\":9}").body())
        .isEqualTo("{\"error\": \"Unknown model\"}");
    assertThat(post("{\"name\":\"series-f\",\"model\":\"nonsense\"}").statusCode()).isEqualTo(400);
    assertThat(post("{\"model\":2}").body()).isEqualTo("{\"error\": \"Missing required fields\"}");
    assertThat(post("{\"name\":\"nope\",\"model\":2}").statusCode()).isEqualTo(400);
    assertThat(post("[1]").body()).isEqualTo("{\"error\": \"Invalid JSON\"}");
    assertThat(hub.engine.models).isEmpty();
  }

  @Test
  void a_series_with_too_few_points_waits_until_the_minimum_is_lowered() throws Exception {
    post("{\"name\":\"series-001\",\"model\":2}");
    assertThat(model("enodo/series-001").paused()).isTrue();
    assertThat(hub.send("POST", "/settings", "{\"entries\":{\"min_data_points\":5}}").statusCode())
        .isEqualTo(200);
    assertThat(stored("enodo/series-001").state().name()).isEqualTo("ACTIVE");
    hub.send("POST", "/settings", "{\"min_data_points\":50}");
    assertThat(stored("enodo/series-001").state().name()).isEqualTo("PAUSED");
  }

  @Test
  void a_forecast_is_shown_with_its_next_date() throws Exception {
    post("{\"name\":\"series-f\",\"model\":2}");
    hub.engine.tally = new Tally(1, 0, 0, 0, 0);
    long last = 1_700_013_600L * Instants.SECOND;
    hub.predictions.write(
        stored("enodo/series-f").id(),
        1,
        List.of("mean"),
        List.of(
            new PredictionBlock(
                EnodoServed.NOW - Instants.HOUR,
                last,
                Instants.HOUR,
                new double[][] {{20.5, 21.5, 22.5}})));
    assertThat(hub.get("/api/series/series-f").body())
        .isEqualTo(
            "{\"data\": {\"name\": \"series-f\", \"datapoint_count\": 53, \"analysed\": true,"
                + " \"new_forecast_at\": 1795319340.0, \"model\": 2, \"model_parameters\": null,"
                + " \"ignore\": false, \"error\": null, \"forecast_points\": [[1700013600, 20.5],"
                + " [1700017200, 21.5], [1700020800, 22.5]]}}");
    assertThat(hub.get("/api/series/series-f?include_points=true").body())
        .contains("\"points\": [[1700002800, 20.172157357844107]");
    assertThat(hub.get("/api/series").body()).contains("\"ignore\": false, \"error\": null");
  }

  @Test
  void pages_and_filters_of_the_list() throws Exception {
    for (String name : List.of("series-f", "series-001", "series-neg")) {
      post("{\"name\":\"" + name + "\",\"model\":2}");
    }
    assertThat(hub.get("/series?filter=series-n").body())
        .contains("series-neg")
        .doesNotContain("001");
    assertThat(hub.get("/series?filter=eries").body()).isEqualTo("{\"data\": []}");
    assertThat(hub.get("/series?filter=*bad").body()).isEqualTo("{\"data\": []}");
    assertThat(hub.get("/series?offset=1&limit=1").body()).contains("001").doesNotContain("-neg");
    assertThat(hub.get("/series?filter=(s*)*(s*)*(s*)*(s*)*!").body()).isEqualTo("{\"data\": []}");
    assertThat(hub.get("/series?limit=x").statusCode()).isEqualTo(400);
  }

  @Test
  void what_is_registered_is_there_after_a_restart() throws Exception {
    post(
        "{\"name\":\"series-f\",\"model\":1,\"model_parameters\":{\"m\":12,\"d\":null,\"D\":null}}");
    hub.source.change(Map.of("siridb_host", "other"));
    String before = hub.get("/series").body();
    MemoryKeeper kept = hub.keeper;
    try (EnodoServed again =
        new EnodoServed(false, kept, InetAddress::isLoopbackAddress, hub.engine)) {
      assertThat(again.get("/series").body()).isEqualTo(before);
      assertThat(again.get("/settings").body()).contains("\"min_data_points\": 10");
      again.send("POST", "/series", "{\"name\":\"series-neg\",\"model\":2}");
      assertThat(again.keeper.all("enodo.series.")).hasSize(2);
    }
  }

  @Test
  void deleting_a_series_deletes_its_model() throws Exception {
    post("{\"name\":\"series-f\",\"model\":2}");
    assertThat(hub.send("DELETE", "/series/series-f", "").body()).isEqualTo("{}");
    assertThat(hub.engine.models).isEmpty();
    assertThat(hub.get("/series").body()).isEqualTo("{\"data\": []}");
    assertThat(hub.keeper.all("enodo.series.")).isEmpty();
  }

  @Test
  void settings_of_the_database_are_changed_or_refused_as_a_whole() throws Exception {
    assertThat(hub.send("POST", "/settings", "{\"siridb_host\":\"down\"}").body())
        .isEqualTo("{\"error\": \"siridb down does not answer\"}");
    String after =
        hub.send(
                "POST",
                "/settings",
                "{\"siridb_host\":\"db2\",\"siridb_password\":\"new\",\"siridb_user\":\"iris\"}")
            .body();
    assertThat(after).contains("\"siridb_host\": \"db2\"").doesNotContain("new");
    assertThat(hub.send("POST", "/settings", "{\"siridb_hots\":\"x\"}").body())
        .contains("siridb_hots", "siridb_host");
    hub.source.trouble = "it does not answer";
    assertThat(hub.get("/siridb/status").body())
        .isEqualTo("{\"data\": {\"connected\": false, \"status\": \"it does not answer\"}}");
  }

  @Test
  void series_at_rest_are_not_asked_for_at_each_look() throws Exception {
    assertThat(post("{\"name\":\"series-f\",\"model\":\"ar\"}").statusCode()).isEqualTo(201);
    assertThat(post("{\"name\":\"series-001\",\"model\":\"ar\"}").statusCode()).isEqualTo(201);
    hub.site.look();
    int before = hub.points.finds;
    for (int i = 0; i < 60; i++) {
      hub.site.look();
    }
    // The one that waits for points is asked for each time, the other once in sixty looks.
    assertThat(hub.points.finds - before).isBetween(61, 90);
    hub.points.put("series-001", 1_700_000_600 * Instants.SECOND, 3);
    hub.site.look();
    assertThat(model("enodo/series-001").paused()).isFalse();
    hub.engine.models.remove("enodo/series-f");
    hub.site.look();
    assertThat(hub.send("GET", "/series/series-f", "").statusCode()).isEqualTo(404);
  }
}
