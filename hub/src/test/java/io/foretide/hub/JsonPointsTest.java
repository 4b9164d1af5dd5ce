package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonPointsTest {
  private static final String PATH = "/api/v1/series/pump-7%2Fpressure/points";
  private static final long MILLIS = Served.NOW / 1_000_000L;
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
  void pairs_columns_and_lines_are_taken_and_read_back() throws Exception {
    String pairs = "{\"points\": [[\"2026-03-01T11:00:00Z\", 1.5], [" + MILLIS + ", 2]]}";
    Read written = Served.read(served.send("POST", PATH, pairs), 200);
    assertThat(written.at("written")).isEqualTo(2);
    assertThat(written.at("changed")).isEqualTo(2);
    String columns =
        "{\"times\": [" + (MILLIS - 1_000) + ", " + (MILLIS - 2_000) + "], \"values\": [3, null]}";
    assertThat(Served.read(served.send("POST", PATH, columns), 200).at("skipped")).isEqualTo(1);
    var lines =
        served
            .request(PATH + "?precision=ns")
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString("[" + (Served.NOW - 5) + ",4]\n"));
    assertThat(Served.read(served.send(lines), 200).at("written")).isEqualTo(1);
    Read back = served.json(PATH + "?from=-2h&to=2026-03-01T12:00:01Z");
    assertThat(back.list("values")).containsExactly(1.5, 3.0, 4.0, 2.0);
  }

  @Test
  void a_wrong_point_is_refused_by_its_index_and_the_others_are_kept() throws Exception {
    String mixed =
        "{\"points\": [[" + MILLIS + ", 1], [\"tomorrow-ish\", 2], [99999999999999999999, 3]]}";
    Read written = Served.read(served.send("POST", PATH, mixed), 200);
    assertThat(written.at("written")).isEqualTo(1);
    assertThat(written.at("rejected.0.index")).isEqualTo(1);
    assertThat(written.list("rejected")).hasSize(2);
    String none = "{\"points\": [[\"tomorrow-ish\", 2]]}";
    Served.read(served.send("POST", PATH, none), 422);
    assertThat(served.json("/api/v1/status").at("ingest.rejected")).isEqualTo(3);
  }

  @Test
  void what_is_no_such_document_is_refused_whole() throws Exception {
    for (String wrong : new String[] {"", "{", "[", "{\"pints\": []}", "{\"times\": [1]}", "7"}) {
      assertThat(served.send("POST", PATH, wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    var form =
        served
            .request(PATH)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("a=b"));
    assertThat(served.send(form).statusCode()).isEqualTo(415);
    assertThat(served.points.count()).isZero();
  }

  @Test
  void a_full_buffer_says_when_to_come_back() throws Exception {
    served.points.busy = true;
    var answer = served.send("POST", PATH, "{\"points\": [[" + MILLIS + ", 1]]}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(served.points.count()).isZero();
  }
}
