package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.engine.Backfill;
import io.foretide.core.engine.Tally;
import io.foretide.core.model.Model;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Durations;
import io.foretide.hub.enodo.Sockets;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the newest routes do, beyond what was recorded. */
class EnodoNewestTest {
  private static final String BASE =
      "{\"config_name\":\"base\",\"module\":\"toy@1\",\"job_type\":\"job_base_analysis\","
          + "\"job_schedule_type\":\"TS\",\"job_schedule\":3600,\"module_params\":{}}";
  private static final String FORECAST =
      "{\"config_name\":\"fc\",\"module\":\"ets@1\",\"job_type\":\"job_forecast\","
          + "\"job_schedule_type\":\"N\",\"job_schedule\":50,\"module_params\":{\"n_predict\":3},"
          + "\"max_n_points\":1000}";
  private static final String RULES =
      "{\"config_name\":\"sr\",\"module\":\"any@1\",\"job_type\":\"job_static_rules\","
          + "\"job_schedule_type\":\"TS\",\"job_schedule\":30,"
          + "\"module_params\":{\"min\":1,\"max_threshold\":9,\"last_n_points\":5}}";
  private static final String ONE = "/api/series/series-f";

  private EnodoServed hub;

  @BeforeEach
  void start() throws Exception {
    hub = new EnodoServed(true);
    add("series-f", BASE + "," + FORECAST);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> add(String name, String jobs) throws Exception {
    return hub.send(
        "POST",
        "/api/series",
        "{\"name\":\""
            + name
            + "\",\"config\":{\"min_data_points\":5,\"job_config\":["
            + jobs
            + "]}}");
  }

  private static EnodoServed again(EnodoServed before) throws Exception {
    return new EnodoServed(true, before.keeper, InetAddress::isLoopbackAddress, before.engine);
  }

  private Model stored(String name) {
    return Objects.requireNonNull(hub.engine.models.get(name), name);
  }

  @Test
  void a_job_by_points_becomes_a_model_that_points_drive() throws Exception {
    Model m = stored("enodo/series-f/fc");
    assertThat(m.definition().schedule()).isEqualTo(new Schedule.ByPoints(50));
    assertThat(m.definition().run().settings())
        .containsEntry("method", "ets")
        .containsEntry("horizon", Durations.format(3 * m.definition().resolution()));
    assertThat(m.definition().train()).containsKey("window");
    assertThat(hub.engine.models).hasSize(1);
  }

  @Test
  void jobs_are_added_changed_and_removed() throws Exception {
    assertThat(hub.send("POST", ONE + "/job", RULES).body())
        .isEqualTo("{\"data\": {\"successful\": true}}");
    Model rules = stored("enodo/series-f/sr");
    assertThat(rules.definition().run().settings())
        .containsEntry("method", "limits")
        .containsEntry("low", 1L)
        .containsEntry("high", 9L)
        .doesNotContainKey("last_n_points");
    assertThat(hub.outputs.isRule.test("enodo/series-f/sr")).isTrue();
    assertThat(hub.outputs.isRule.test("enodo/series-f/fc")).isFalse();
    assertThat(hub.send("POST", ONE + "/job", RULES).statusCode()).isEqualTo(400);
    var edited = hub.send("PUT", ONE + "/job/sr", RULES.replace("\"min\":1", "\"min\":2"));
    assertThat(edited.statusCode()).isEqualTo(200);
    assertThat(stored("enodo/series-f/sr").definition().run().settings()).containsEntry("low", 2L);
    assertThat(stored("enodo/series-f/sr").id()).isEqualTo(rules.id());
    assertThat(hub.send("DELETE", ONE + "/job/sr", "").statusCode()).isEqualTo(200);
    assertThat(hub.engine.models).containsOnlyKeys("enodo/series-f/fc");
    assertThat(hub.send("DELETE", ONE + "/job/sr", "").statusCode()).isEqualTo(404);
    assertThat(hub.send("DELETE", ONE + "/job/base", "").body())
        .isEqualTo("{\"error\": \"Missing base analysis job\"}");
    var needs = FORECAST.replace("\"fc\"", "\"fc2\",\"requires_job\":\"nope\"");
    assertThat(hub.send("POST", ONE + "/job", needs).statusCode()).isEqualTo(400);
  }

  @Test
  void a_failed_job_is_resolved_by_computing_it_again() throws Exception {
    assertThat(hub.get(ONE + "/resolve/fc").body()).isEqualTo("{}");
    assertThat(hub.engine.started).hasSize(1);
    assertThat(hub.engine.started.getFirst().mode()).isEqualTo(Backfill.Mode.FAILED);
    assertThat(hub.engine.started.getFirst().models()).containsExactly("enodo/series-f/fc");
    assertThat(hub.get(ONE + "/resolve/other").statusCode()).isEqualTo(404);
  }

  @Test
  void series_are_edited_paged_and_filtered() throws Exception {
    add("series-001", BASE);
    add("series-neg", BASE);
    assertThat(hub.get("/api/series?offset=1&limit=1").body())
        .isEqualTo("{\"data\": [\"series-001\"]}");
    assertThat(hub.get("/api/series?filter=series-n&fields=rid,name").body())
        .isEqualTo("{\"data\": [{\"rid\": 1003, \"name\": \"series-neg\"}]}");
    var edited = hub.send("PUT", "/api/series/1001", "{\"meta\":{\"site\":\"b\"}}").body();
    assertThat(edited).contains("\"meta\": {\"site\": \"b\"}", "\"config_name\": \"fc\"");
    assertThat(hub.send("PUT", "/api/series/1001", "{\"nonsense\":1}").statusCode()).isEqualTo(400);
    assertThat(hub.send("DELETE", "/api/series/1001", "").statusCode()).isEqualTo(200);
    assertThat(hub.engine.models).isEmpty();
  }

  @Test
  void both_eras_see_the_same_series() throws Exception {
    assertThat(hub.get("/series").body()).contains("\"name\": \"series-f\"", "\"model\": \"ets\"");
    hub.send("POST", "/api/series", "{\"name\":\"series-001\",\"model\":2}");
    assertThat(hub.get("/api/series").body())
        .isEqualTo("{\"data\": [\"series-f\", \"series-001\"]}");
    assertThat(hub.get("/api/series/series-001?fields=config").body())
        .contains("\"module\": \"Prophet@1.2.3\"", "\"job_type\": \"job_forecast\"");
    assertThat(hub.get("/api/series/series-001?era=seed").body()).contains("\"forecast_points\"");
    assertThat(hub.get("/api/series?era=seed").body()).contains("\"datapoint_count\": 53");
    assertThat(hub.get("/api/enodo/status?era=seed").body())
        .isEqualTo("{\"data\": {\"cpu_usage\": 100.0}}");
    assertThat(hub.get("/api/series?era=other").statusCode()).isEqualTo(400);
  }

  @Test
  void a_template_changes_its_series_and_stays_while_they_use_it() throws Exception {
    String config = "{\"min_data_points\":5,\"job_config\":[" + BASE + "," + FORECAST + "]}";
    var made =
        hub.send(
            "POST",
            "/api/template/series",
            "{\"name\":\"t\",\"description\":\"d\",\"config\":" + config + "}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).contains("\"rid\": 1002");
    var again =
        hub.send("POST", "/api/template/series", "{\"name\":\"t\",\"config\":" + config + "}");
    assertThat(again.body()).isEqualTo("{\"error\": \"template already exists\"}");
    assertThat(
            hub.send("POST", "/api/series", "{\"name\":\"series-neg\",\"config\":\"1002\"}")
                .statusCode())
        .isEqualTo(201);
    assertThat(stored("enodo/series-neg/fc").definition().run().settings())
        .containsEntry("method", "ets");
    hub.send("PUT", "/api/template/series/1002", config.replace("ets@", "prophet@"));
    assertThat(stored("enodo/series-neg/fc").definition().run().settings())
        .containsEntry("method", "prophet");
    assertThat(hub.send("DELETE", "/api/template/series/1002", "").statusCode()).isEqualTo(400);
    hub.send("DELETE", "/api/series/series-neg", "");
    assertThat(hub.send("DELETE", "/api/template/series/1002", "").statusCode()).isEqualTo(200);
  }

  @Test
  void outputs_are_made_changed_kept_and_removed() throws Exception {
    String path = "/api/enodo/event/output";
    String body = "{\"output_type\":1,\"data\":{\"url\":\"http://127.0.0.1:1/x\"}}";
    assertThat(hub.send("POST", path, body).statusCode()).isEqualTo(201);
    var edited = hub.send("PUT", path + "/1002", "{\"data\":{\"severity\":\"warning\"}}");
    assertThat(edited.body()).contains("\"severity\": \"warning\"", "http://127.0.0.1:1/x");
    assertThat(hub.outputs.used).hasSize(1);
    for (String wrong :
        List.of(
            "{\"data\":{\"url\":\"ftp://x\"}}",
            "{\"data\":{\"url\":\"http://h/\",\"severity\":\"loud\"}}",
            "{\"data\":{\"url\":\"http://h/\",\"payload\":\"{{nonsense}}\"}}",
            "{\"data\":{\"url\":\"http://h/\",\"for_event_types\":[\"x\"]}}",
            "{\"data\":{\"url\":\"http://h/\",\"colour\":1}}")) {
      assertThat(hub.send("POST", path, wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    try (EnodoServed again = again(hub)) {
      assertThat(again.outputs.used).hasSize(1);
      assertThat(again.get("/api/series").body()).isEqualTo("{\"data\": [\"series-f\"]}");
    }
    hub.send("DELETE", path + "/1002", "");
    assertThat(hub.outputs.used).isEmpty();
  }

  @Test
  void state_tells_how_the_models_stand() throws Exception {
    hub.engine.tally = new Tally(4, 0, 0, 1, 0);
    assertThat(hub.get(ONE + "?fields=state").body())
        .contains("\"job_statuses\": {\"base\": 3, \"fc\": 1}", "\"interval\": 173");
    hub.engine.tally = new Tally(4, 0, 0, 0, 0);
    assertThat(hub.get(ONE + "?fields=state").body())
        .contains(
            "\"job_statuses\": {\"base\": 3, \"fc\": 3}",
            "\"fc\": {\"value\": 103, \"type\": \"N\"}",
            "\"fc\": {\"analyse_region\": [1700002000, 1700011002]}");
    add("series-neg", BASE + "," + FORECAST.replace("ets@1", "unheard@1"));
    assertThat(hub.get("/api/series/series-neg?fields=state").body())
        .contains("\"fc\": \"Unknown module\"", "\"characteristics\": {\"trend\": -0.99999");
  }

  @Test
  void a_base_analysis_is_kept_until_its_schedule_says_otherwise() throws Exception {
    String by = BASE.replace("\"TS\",\"job_schedule\":3600", "\"N\",\"job_schedule\":5");
    add("series-neg", by);
    String path = "/api/series/series-neg?fields=state";
    String first = hub.get(path).body();
    assertThat(first).contains("\"trend\": -0.99999", "\"base\": {\"value\": 11, \"type\": \"N\"}");
    String kept = hub.keeper.all("enodo.base.").toString();
    assertThat(kept).contains("\"points\": 6", "\"trend\": -0.99999");
    for (int i = 6; i < 10; i++) {
      hub.points.put("series-neg", (1_700_000_000L + i) * 1_000_000_000L, 40);
    }
    assertThat(hub.get(path).body()).as("not due yet").contains("\"trend\": -0.99999");
    try (EnodoServed later = again(hub)) {
      assertThat(later.get(path).body()).as("after a restart").contains("\"trend\": -0.99999");
      later.points.put("series-neg", 1_700_000_010L * 1_000_000_000L, 40);
    }
    hub.points.put("series-neg", 1_700_000_010L * 1_000_000_000L, 40);
    assertThat(hub.get(path).body())
        .as("eleven points are there")
        .contains("\"trend\": 5.", "\"base\": {\"value\": 16, \"type\": \"N\"}");
    hub.send("DELETE", "/api/series/series-neg", "");
    assertThat(hub.keeper.all("enodo.base.").toString()).doesNotContain("1002");
  }

  @Test
  void a_job_whose_module_a_worker_brings_runs_there() throws Exception {
    add("series-neg", BASE + "," + FORECAST.replace("ets@1", "ffe@2"));
    assertThat(hub.engine.models).hasSize(1);
    hub.peers.add(
        new Sockets.Peer(
            "w",
            true,
            "127.0.0.1",
            1,
            "0.2.33",
            Map.of("name", "ffe", "version", "2"),
            EnodoServed.NOW,
            false));
    hub.send("POST", "/api/settings", "{\"entries\":{\"min_data_points\":4}}");
    assertThat(stored("enodo/series-neg/fc").definition().run().kind()).isEqualTo("enodo");
    assertThat(stored("enodo/series-neg/fc").definition().run().settings())
        .containsEntry("method", "ffe@2")
        .containsEntry("job", "forecast")
        .containsEntry("parameters", Map.of("n_predict", 3L));
    hub.peers.clear();
    hub.send("PUT", "/api/series/series-neg", "{\"meta\":{}}");
    assertThat(hub.engine.models).hasSize(2);
  }

  @Test
  void modules_have_the_methods_of_this_program() throws Exception {
    String modules = hub.get("/api/enodo/module").body();
    assertThat(modules)
        .contains(
            "{\"name\": \"ets\", \"version\": \"1.2.3\", \"module_arguments\": [{\"name\":"
                + " \"order\", \"required\": false",
            "\"supported_jobs\": [\"job_base_analysis\", \"job_anomaly_detect\","
                + " \"job_static_rules\"]");
    assertThat(hub.get("/api/enodo/module?fields=name&limit=2&offset=1").body())
        .isEqualTo("{\"data\": [{\"name\": \"prophet\"}, {\"name\": \"ar\"}]}");
  }

  @Test
  void a_model_that_somebody_deleted_takes_its_series_along() throws Exception {
    hub.send("POST", "/series", "{\"name\":\"series-001\",\"model\":2}");
    hub.engine.delete("enodo/series-001");
    hub.send("POST", "/api/settings", "{\"entries\":{\"min_data_points\":5}}");
    assertThat(hub.get("/api/series").body()).isEqualTo("{\"data\": [\"series-f\"]}");
  }
}
