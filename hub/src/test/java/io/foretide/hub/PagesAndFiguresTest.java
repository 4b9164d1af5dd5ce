package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.time.Instants;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesAndFiguresTest {
  private Served served;

  @BeforeEach
  void serve() throws StartRefused {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void files_carry_their_type_a_tag_and_a_policy() throws Exception {
    var js = served.get("/ui/test/probe.js");
    assertThat(js.statusCode()).isEqualTo(200);
    assertThat(js.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
    assertThat(js.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(js.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(js.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'")
        .doesNotContain("unsafe");
    String tag = js.headers().firstValue("ETag").orElse("");
    var again = served.send(served.request("/ui/test/probe.js").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    var hashed = served.get("/ui/test/probe-0123abcd.css");
    assertThat(hashed.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
  }

  @Test
  void a_file_that_is_not_there_is_not_found_and_a_folder_is_no_file() throws Exception {
    assertThat(served.get("/ui/test/none.js").statusCode()).isEqualTo(404);
    assertThat(served.get("/ui/test/probe.class").statusCode()).isEqualTo(404);
  }

  @Test
  void an_address_with_any_state_is_a_page() throws Exception {
    var page = served.get("/ui/models/pump-7%2Fvibration?from=-7d&tz=local&why=1&theme=dark");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
  }

  @Test
  void the_root_leads_to_the_overview() throws Exception {
    var root = served.get("/");
    assertThat(root.statusCode()).isEqualTo(302);
    assertThat(root.headers().firstValue("Location")).hasValue("/ui/overview");
  }

  @Test
  void a_head_has_the_length_and_no_body() throws Exception {
    var head = served.request("/api/v1/status").method("HEAD", BodyPublishers.noBody());
    var answer = served.send(head);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    long length = served.get("/api/v1/status").body().length();
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(length);
  }

  @Test
  void large_answers_are_compressed_for_those_who_ask() throws Exception {
    var answer = served.bytes(served.request("/openapi.json").header("Accept-Encoding", "gzip"));
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
    assertThat(plain.length).isGreaterThan(4 * answer.body().length);
    assertThat(served.get("/openapi.json").headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void figures_tell_of_intervals_lag_ingest_requests_and_whatever_is_added() throws Exception {
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
    served.send(served.request("/write").POST(BodyPublishers.ofString("T value=1\nrubbish\n")));
    String text = served.get("/metrics").body();
    assertThat(text)
        .contains("foretide_intervals{state=\"missing\"} 2.0")
        .contains("foretide_intervals{state=\"predicted\"} 90.0")
        .contains("foretide_intervals_due 100.0")
        .contains("foretide_lag_max_seconds 0.0")
        .contains("foretide_retries_total 2.0")
        .contains("foretide_points_written_total 1.0")
        .contains("foretide_points_rejected_total 1.0")
        .contains("foretide_model_lag_seconds{model=\"pump-7/pressure\"} 60.0")
        .contains("foretide_http_requests_seconds_count{route=\"POST /write\",status=\"400\"} 1")
        .contains("foretide_test_gauge 4.5")
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void figures_of_single_models_are_bounded() throws Exception {
    for (int i = 0; i < 10; i++) {
      String file = Served.MODEL.replace("pump-7/pressure", "m" + i);
      Served.read(served.send("POST", "/api/v1/models", file), 201);
    }
    String text = served.get("/metrics").body();
    assertThat(text.lines().filter(l -> l.startsWith("foretide_model_lag_seconds{"))).hasSize(3);
  }

  @Test
  void events_are_filtered_and_paged_newest_first() throws Exception {
    for (int i = 0; i < 5; i++) {
      served.events.append(
          Event.of(
              Served.NOW - (5 - i) * Instants.MINUTE,
              i % 2 == 0 ? Severity.ERROR : Severity.INFO,
              i < 3 ? "interval.failed" : "clock.step",
              "model:m" + i,
              "thing " + i));
    }
    Read page = served.json("/api/v1/events?limit=2");
    assertThat(page.at("items.0.message")).isEqualTo("thing 4");
    assertThat(page.at("next")).isEqualTo("4");
    assertThat(served.json("/api/v1/events?limit=2&before_id=4").at("items.0.message"))
        .isEqualTo("thing 2");
    assertThat(served.json("/api/v1/events?minimum=error&kind=interval.").list("items")).hasSize(2);
    assertThat(served.json("/api/v1/events?subject=model:m1").list("items")).hasSize(1);
    assertThat(served.json("/api/v1/events?text=thing%203&from=-1h").list("items")).hasSize(1);
    Served.read(served.get("/api/v1/events?minimum=awful"), 400);
  }
}
