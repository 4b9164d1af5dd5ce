package io.foretide.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points that are wrong in form, in value or in time. */
class BadPointsTest {
  @TempDir Path folder;
  private Installation here;

  @BeforeEach
  void open() throws Exception {
    here = new Installation(folder);
    here.fill("flow", "m");
  }

  @AfterEach
  void close() {
    here.close();
  }

  private String points(String series) throws Exception {
    return here.client.get("/api/v1/export/points?series=" + series).body();
  }

  @Test
  void good_lines_among_malformed_ones_are_stored_and_the_others_told_as_influxdb_does()
      throws Exception {
    String lines =
        """
        good value=1 1772400000000000000
        no_fields
        =,=
        good value= 1772400060000000000
        good value=1.2.3 1772400060000000000
        good,tag value=2 1772400060000000000
        good value=2 17724000600000000000000000
        "
        \\
        good value=3 1772400120000000000
        """;
    HttpResponse<String> answer = here.client.write(lines);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.read(answer).path("error").asText())
        .startsWith("partial write: unable to parse 'no_fields'")
        .endsWith("dropped=8");
    assertThat(points("good").lines().skip(1))
        .containsExactly("good,2026-03-01T21:20:00Z,1.0", "good,2026-03-01T21:22:00Z,3.0");
    assertThat(here.client.json("/api/v1/status").path("ingest").path("rejected").asLong())
        .isEqualTo(8);
  }

  @Test
  void nan_is_skipped_and_infinities_are_refused_on_every_way_in() throws Exception {
    String before = here.client.stored("flow", "m");
    assertThat(here.client.write("flow value=NaN 1772400000000000000").statusCode()).isEqualTo(204);
    for (String value : new String[] {"Inf", "-Inf", "+Infinity", "1e999"}) {
      HttpResponse<String> answer =
          here.client.write("flow value=" + value + " 1772400000000000000");
      assertThat(answer.statusCode()).as(value).isEqualTo(400);
      assertThat(answer.body()).contains("unable to parse 'flow value=" + value);
    }
    for (String value : new String[] {"NaN", "Infinity", "\"-Infinity\"", "1e999"}) {
      HttpResponse<String> answer =
          here.client.send(
              "POST",
              "/api/v1/series/flow/points",
              "{\"points\":[{\"time\":\"2026-03-01T21:20:00Z\",\"value\":" + value + "}]}");
      assertThat(answer.statusCode()).as(value + answer.body()).isIn(200, 400, 422);
      assertThat(Client.read(answer).path("written").asLong()).as(value).isZero();
    }
    assertThat(here.client.stored("flow", "m")).isEqualTo(before);
  }

  @Test
  void a_point_of_1677_is_stored_one_of_2262_is_ahead_of_the_clock_and_all_beyond_are_refused()
      throws Exception {
    String lines =
        """
        edge value=1 -9223372036000000000
        edge value=2 9223372036000000000
        """;
    HttpResponse<String> taken = here.client.write(lines);
    assertThat(taken.statusCode()).isEqualTo(400);
    assertThat(taken.body()).contains("2262-04-11T23:47:16Z lies more than 1d ahead of the clock");
    assertThat(points("edge").lines().skip(1)).containsExactly("edge,1677-09-21T00:12:44Z,1.0");
    for (String late : new String[] {"9223372036854775808", "-9223372036854775809", "1e30"}) {
      assertThat(here.client.write("edge value=3 " + late).statusCode()).as(late).isEqualTo(400);
    }
    for (String time : new String[] {"1600-01-01T00:00:00Z", "2300-01-01T00:00:00Z"}) {
      HttpResponse<String> answer =
          here.client.send(
              "POST",
              "/api/v1/series/edge/points",
              "{\"points\":[{\"time\":\"" + time + "\",\"value\":1}]}");
      assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
      assertThat(answer.body()).contains(time.substring(0, 4));
    }
    for (String range :
        new String[] {
          "from=1677-09-21T00:12:44Z&to=2262-04-11T23:47:16Z",
          "from=1677-09-21T00:12:44Z",
          "from=-1d&to=2262-04-11T23:47:16Z"
        }) {
      String all = "/api/v1/series/edge/points?buckets=100&" + range;
      JsonNode chart = here.client.json(all);
      assertThat(chart.isObject()).as(range).isTrue();
      for (String path :
          new String[] {
            "/api/v1/coverage?buckets=100&",
            "/api/v1/models/m/coverage?",
            "/api/v1/models/m/predictions?buckets=100&",
            "/api/v1/models/m/accuracy?",
            "/api/v1/gaps?",
            "/api/v1/events?",
            "/api/v1/series/edge/native-range?",
            "/api/v1/export/points?series=edge&",
            "/api/v1/export/predictions?model=m&"
          }) {
        HttpResponse<String> answer = here.client.get(path + range);
        assertThat(answer.statusCode()).as(path + range + answer.body()).isBetween(200, 499);
      }
    }
    here.assertAlive();
  }

  @Test
  void a_model_on_a_series_whose_only_point_is_of_1677_plans_only_what_is_due() throws Exception {
    assertThat(here.client.write("edge value=1 -9223372036000000000").statusCode()).isEqualTo(204);
    here.client.send("POST", "/api/v1/models", Installation.MODEL.formatted("edges", "edge"));
    JsonNode tally = here.client.awaitComplete("edges");
    assertThat(tally.path("due").asLong()).isEqualTo(48);
    assertThat(tally.path("empty").asLong()).isEqualTo(48);
    assertThat(here.client.awaitComplete("m").path("predicted").asLong()).isEqualTo(48);
    here.assertAlive();
  }

  @Test
  void a_body_that_is_cut_off_stores_whole_lines_only() throws Exception {
    HttpResponse<String> answer =
        here.client.send(
            "POST",
            "/api/v2/write",
            BodyPublishers.ofString("cut value=1 1772400000000000000\ncut val"),
            "text/plain");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.read(answer).path("line").asLong()).isEqualTo(2);
    assertThat(points("cut").lines().skip(1)).hasSize(1);
  }
}
