package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineProtocolTest {
  private static final long SECONDS = Served.NOW / Instants.SECOND;
  private Served served;

  @BeforeEach
  void serve() throws StartRefused {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private HttpResponse<String> write(String path, String lines) throws Exception {
    return served.send(served.request(path).POST(BodyPublishers.ofString(lines)));
  }

  @Test
  void lines_are_taken_with_204_by_both_versions() throws Exception {
    assertThat(write("/write?db=telegraf&precision=s", "cpu,host=a idle=3 " + SECONDS).statusCode())
        .isEqualTo(204);
    var v2 = write("/api/v2/write?org=o&bucket=b", "T1 value=1 " + Served.NOW + "\nT2 value=2\n");
    assertThat(v2.statusCode()).isEqualTo(204);
    assertThat(served.points.count()).isEqualTo(3);
    Read status = served.json("/api/v1/status");
    assertThat(status.at("points_written")).isEqualTo(3);
  }

  @Test
  void gzip_is_taken() throws Exception {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(small)) {
      zip.write("T1 value=1\n".getBytes(StandardCharsets.UTF_8));
    }
    var request =
        served
            .request("/write")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(small.toByteArray()));
    assertThat(served.send(request).statusCode()).isEqualTo(204);
    assertThat(served.points.count()).isEqualTo(1);
    var torn =
        served
            .request("/write")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(new byte[] {0x1f, 0x2b, 3}));
    assertThat(served.send(torn).statusCode()).isEqualTo(400);
    var foreign =
        served
            .request("/write")
            .header("Content-Encoding", "br")
            .POST(BodyPublishers.ofString("x"));
    assertThat(served.send(foreign).statusCode()).isEqualTo(415);
  }

  @Test
  void good_lines_are_kept_and_bad_ones_reported_as_influxdb_does() throws Exception {
    var v1 = write("/write", "T1 value=1\nrubbish\nT2 value=2\n");
    assertThat(v1.statusCode()).isEqualTo(400);
    assertThat(Read.of(v1.body()).text("error"))
        .startsWith("partial write: unable to parse 'rubbish'")
        .endsWith("dropped=1");
    assertThat(served.points.count()).isEqualTo(2);
    var v2 = write("/api/v2/write", "T3 value=1\nrubbish\n");
    assertThat(v2.statusCode()).isEqualTo(400);
    assertThat(Read.of(v2.body()).at("code")).isEqualTo("invalid");
    assertThat(Read.of(v2.body()).at("line")).isEqualTo(2);
    assertThat(served.json("/api/v1/status").at("ingest.rejected")).isEqualTo(2);
  }

  @Test
  void infinities_and_times_out_of_range_are_refused_with_a_reason() throws Exception {
    for (String line :
        List.of("T value=Inf", "T value=1 99999999999999999999", "T value=1 9223372036854775807")) {
      assertThat(write("/write", line).statusCode()).as(line).isEqualTo(400);
    }
    assertThat(write("/write?precision=days", "T value=1").statusCode()).isEqualTo(400);
    assertThat(served.points.count()).isZero();
  }

  @Test
  void a_full_buffer_says_when_to_come_back() throws Exception {
    served.points.busy = true;
    var answer = write("/write", "T1 value=1");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    served.points.busy = false;
    assertThat(write("/write", "T1 value=1").statusCode()).isEqualTo(204);
  }

  @Test
  void a_body_above_the_limit_is_413_and_the_client_sees_it() throws Exception {
    Limits d = Limits.DEFAULT;
    Limits small =
        new Limits(
            d.jsonBytes(),
            1_000,
            d.headerBytes(),
            d.bodyTimeout(),
            d.writeTimeout(),
            d.idleTimeout(),
            d.connections(),
            d.quick(),
            d.ingest(),
            d.heavy(),
            d.live());
    try (Served strict = new Served(Tokens.NONE, small, false)) {
      String lines = "T1 value=1\n".repeat(400_000);
      var answer = strict.send(strict.request("/write").POST(BodyPublishers.ofString(lines)));
      assertThat(answer.statusCode()).isEqualTo(413);
      var chunked =
          strict.send(
              strict
                  .request("/write")
                  .POST(
                      BodyPublishers.ofInputStream(
                          () -> new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)))));
      assertThat(chunked.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void telegraf_finds_what_it_asks_for() throws Exception {
    assertThat(served.get("/ping").statusCode()).isEqualTo(204);
    var head = served.request("/ping").method("HEAD", BodyPublishers.noBody());
    assertThat(served.send(head).statusCode()).isEqualTo(204);
    var create =
        served.request("/query?q=CREATE%20DATABASE%20%22telegraf%22").POST(BodyPublishers.noBody());
    assertThat(served.send(create).statusCode()).isEqualTo(200);
    var select = served.request("/query?q=SELECT%201").POST(BodyPublishers.noBody());
    assertThat(served.send(select).statusCode()).isEqualTo(400);
  }

  @Test
  void every_way_that_influxdb_clients_send_a_token_is_understood() throws Exception {
    Tokens tokens = new Tokens(List.of(), List.of("write-token"), List.of());
    try (Served guarded = new Served(tokens, Limits.DEFAULT, false)) {
      String basic =
          Base64.getEncoder()
              .encodeToString("telegraf:write-token".getBytes(StandardCharsets.UTF_8));
      for (String header : List.of("Token write-token", "Bearer write-token", "Basic " + basic)) {
        var request =
            guarded
                .request("/write")
                .header("Authorization", header)
                .POST(BodyPublishers.ofString("T value=1"));
        assertThat(guarded.send(request).statusCode()).as(header).isEqualTo(204);
      }
      var inQuery =
          guarded.request("/write?u=x&p=write-token").POST(BodyPublishers.ofString("T value=1"));
      assertThat(guarded.send(inQuery).statusCode()).isEqualTo(204);
      var none = guarded.request("/write").POST(BodyPublishers.ofString("T value=1"));
      assertThat(guarded.send(none).statusCode()).isEqualTo(401);
    }
  }
}
