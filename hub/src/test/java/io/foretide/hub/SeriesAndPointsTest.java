package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeriesAndPointsTest {
  private Served served;

  @BeforeEach
  void serve() throws StartRefused {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void fill(String name, int n, long step) {
    for (int i = 0; i < n; i++) {
      served.points.put(name, Served.NOW - (n - i) * step, i);
    }
  }

  @Test
  void status_says_how_the_service_is_doing() throws Exception {
    Read status = served.json("/api/v1/status");
    assertThat(status.at("version")).isEqualTo("1.2.3");
    assertThat(status.at("now")).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(status.at("tally.due")).isEqualTo(100);
    assertThat(status.at("complete")).isEqualTo(0.96);
    assertThat(status.at("backlog_seconds")).isNull();
  }

  @Test
  void series_are_paged_in_order_of_name() throws Exception {
    for (String name : List.of("b", "a", "c")) {
      fill(name, 2, Instants.MINUTE);
    }
    Read first = served.json("/api/v1/series?limit=2");
    assertThat(first.at("items.0.name")).isEqualTo("a");
    assertThat(first.at("next")).isEqualTo("b");
    Read second = served.json("/api/v1/series?limit=2&after=b");
    assertThat(second.at("items.0.name")).isEqualTo("c");
    assertThat(second.at("next")).isNull();
  }

  @Test
  void a_series_is_graded_and_its_change_of_grade_is_an_event() throws Exception {
    fill("a", 200, Instants.MINUTE);
    assertThat(served.json("/api/v1/series/a").at("grade")).isNull();
    Read grade = served.json("/api/v1/series/a/grade");
    assertThat(grade.at("grade")).isEqualTo("good");
    served.points.put("a", Served.NOW + Instants.HOUR, 7);
    assertThat(served.services.grades().round(100)).isEqualTo(1);
    assertThat(served.json("/api/v1/series/a").at("grade")).isEqualTo("bad");
    Read all = served.json("/api/v1/grades");
    assertThat(all.at("counts.bad")).isEqualTo(1);
    assertThat(all.at("items.0.findings.0.check")).isEqualTo("clock_jump");
    assertThat(served.json("/api/v1/status").at("grades.bad")).isEqualTo(1);
    assertThat(served.json("/api/v1/events?kind=series.grade").at("items.0.message"))
        .isEqualTo("series 'a' has points up to 1h ahead of the clock");
  }

  @Test
  void a_name_with_a_slash_is_found_when_percent_encoded() throws Exception {
    fill("plant a/pump+7/größe", 3, Instants.MINUTE);
    String path = "/api/v1/series/plant%20a%2Fpump+7%2Fgr%C3%B6%C3%9Fe";
    assertThat(served.json(path).at("name")).isEqualTo("plant a/pump+7/größe");
    assertThat(served.json(path + "/points").list("values")).hasSize(3);
    assertThat(served.json(path + "/exists").at("exists")).isEqualTo(true);
    HttpRequest.Builder head =
        served.request(path + "/exists").method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(served.send(head).statusCode()).isEqualTo(200);
  }

  @Test
  void a_series_that_does_not_exist_is_said_so_by_name() throws Exception {
    Read error = Served.read(served.get("/api/v1/series/nope"), 404);
    assertThat(error.at("error.code")).isEqualTo("not_found");
    assertThat(error.text("error.message")).contains("'nope'");
    assertThat(served.json("/api/v1/series/nope/exists").at("exists")).isEqualTo(false);
    HttpRequest.Builder head =
        served
            .request("/api/v1/series/nope/exists")
            .method("HEAD", HttpRequest.BodyPublishers.noBody());
    assertThat(served.send(head).statusCode()).isEqualTo(404);
  }

  @Test
  void few_points_come_as_they_are() throws Exception {
    fill("s", 10, Instants.MINUTE);
    Read chart = served.json("/api/v1/series/s/points?from=-1h");
    assertThat(chart.at("raw")).isEqualTo(true);
    assertThat(chart.list("values")).hasSize(10);
    assertThat(chart.at("times.0")).isEqualTo((Served.NOW - 10 * Instants.MINUTE) / 1_000_000L);
  }

  @Test
  void many_points_come_as_least_and_greatest_per_bucket_and_no_spike_is_lost() throws Exception {
    fill("s", 20_000, Instants.SECOND);
    served.points.put("s", Served.NOW - 5_000 * Instants.SECOND, 1e9);
    Read chart = served.json("/api/v1/series/s/points?from=-20000s&buckets=100");
    assertThat(chart.at("raw")).isEqualTo(false);
    assertThat(chart.list("times")).hasSize(100);
    assertThat(chart.list("max").contains(1e9)).isTrue();
    assertThat(chart.at("min.0")).isEqualTo(0.0);
  }

  @Test
  void a_large_series_is_thinned_by_its_provider() throws Exception {
    fill("s", 260_000, Instants.SECOND);
    Read chart = served.json("/api/v1/series/s/points?from=-260000s&buckets=50");
    assertThat(chart.at("raw")).isEqualTo(false);
    assertThat(chart.list("times").size()).isBetween(50, 52);
    assertThat(served.points.largestRead).isLessThan(1_000);
    Read few = served.json("/api/v1/series/s/points?from=-30s&buckets=50");
    assertThat(few.list("values")).hasSize(30);
  }

  @Test
  void raw_points_are_paged_to_the_end_each_once() throws Exception {
    fill("s", 2_500, Instants.SECOND);
    List<Object> seen = new ArrayList<>();
    String next = "";
    do {
      Read page = served.json("/api/v1/series/s/points?raw=true&limit=1000&from=-7d" + next);
      seen.addAll(page.list("values"));
      next = page.at("next") == null ? "" : "&after=" + page.at("next");
    } while (!next.isEmpty());
    assertThat(seen).hasSize(2_500).doesNotHaveDuplicates();
  }

  @Test
  void times_are_read_in_every_documented_form() throws Exception {
    fill("s", 10, Instants.MINUTE);
    long ms = Served.NOW / 1_000_000L;
    for (String from :
        List.of(
            "-5m",
            "now-5m",
            "2026-03-01T11:55:00Z",
            "2026-03-01T12:55:00+01:00",
            "2026-03-01T12:55:00%2B01:00",
            Long.toString(ms - 300_000))) {
      assertThat(served.json("/api/v1/series/s/points?from=" + from).list("values"))
          .as(from)
          .hasSize(5);
    }
  }

  @Test
  void a_wrong_parameter_is_refused_by_name() throws Exception {
    fill("s", 1, Instants.MINUTE);
    Read unknown = Served.read(served.get("/api/v1/series/s/points?form=-1h"), 400);
    assertThat(unknown.text("error.message")).contains("did you mean 'from'?");
    assertThat(unknown.at("error.field")).isEqualTo("form");
    Read time = Served.read(served.get("/api/v1/series/s/points?from=yesterday"), 400);
    assertThat(time.at("error.field")).isEqualTo("from");
    Read order = Served.read(served.get("/api/v1/series/s/points?from=now&to=-1h"), 400);
    assertThat(order.text("error.message")).contains("ends before it starts");
    Served.read(served.get("/api/v1/series/s/points?buckets=0"), 400);
    Served.read(served.get("/api/v1/series/s%ff/points"), 400);
  }

  @Test
  void the_native_query_is_shown() throws Exception {
    fill("s", 1, Instants.MINUTE);
    Read range = served.json("/api/v1/series/s/native-range?from=-1d&step=10m");
    assertThat(range.at("language")).isEqualTo("sql");
    assertThat(range.at("parameters.series")).isEqualTo("s");
  }

  @Test
  void an_address_that_is_not_there_and_a_wrong_method_are_told_apart() throws Exception {
    assertThat(served.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(served.send("DELETE", "/api/v1/series", "").statusCode()).isEqualTo(405);
  }

  @Test
  void a_store_that_does_not_answer_gives_503_and_when_to_try_again() throws Exception {
    served.points.broken = true;
    var answer = served.get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void a_store_that_does_not_write_is_not_ready_and_the_status_says_why() throws Exception {
    served.storeTrouble = "database /data/foretide.db: the disk is full";
    var answer = served.get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("does not write").doesNotContain("/data");
    assertThat(Served.read(served.get("/api/v1/status"), 200).text("store_notice"))
        .contains("the disk is full");
    served.storeTrouble = "";
    assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void an_unexpected_error_shows_an_id_and_no_trace() throws Exception {
    served.engine.bug = new IllegalStateException("secret inner state");
    Read error = Served.read(served.get("/api/v1/status"), 500);
    assertThat(error.text("error.message"))
        .contains("id ")
        .doesNotContain("secret inner state")
        .doesNotContain("Exception");
  }
}
