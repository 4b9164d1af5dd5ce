package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostileInputTest {
  private static final byte[] RANDOM = random(10 << 20);
  private Served served;

  private static byte[] random(int n) {
    byte[] bytes = new byte[n];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void serve() throws StartRefused {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** Every method and path of the description, with variables filled in. */
  private List<String[]> routes() throws Exception {
    List<String[]> out = new ArrayList<>();
    Read api = served.json("/openapi.json");
    if (api.at("paths") instanceof Map<?, ?> paths) {
      paths.forEach((path, methods) -> {
        String address = path.toString().replaceAll("\\{[^}]*}", "x");
        if (methods instanceof Map<?, ?> m) {
          m.keySet().forEach(k -> out.add(new String[] {k.toString().toUpperCase(), address}));
        }
      });
    }
    return out;
  }

  @Test
  void ten_megabytes_of_random_bytes_on_every_address_do_no_harm() throws Exception {
    List<String[]> routes = routes();
    assertThat(routes).hasSizeGreaterThan(35);
    for (String[] route : routes) {
      if (!route[0].equals("GET")) {
        var request =
            served
                .request(route[1])
                .header("Content-Type", "application/json")
                .method(route[0], BodyPublishers.ofByteArray(RANDOM));
        HttpResponse<String> answer = served.send(request);
        boolean takesNoBody =
            route[1].endsWith("/accept")
                || route[1].endsWith("/repair")
                || route[1].equals("/auth/logout")
                || route[1].equals("/query");
        assertThat(answer.statusCode())
            .as(route[0] + " " + route[1])
            .isBetween(takesNoBody ? 200 : 400, 499);
        if (answer.statusCode() >= 400 && !route[1].contains("write")) {
          assertThat(Read.of(answer.body()).text("error.message")).isNotEmpty();
        }
      }
      assertThat(served.get("/api/v1/status").statusCode()).isEqualTo(200);
    }
    assertThat(served.points.count()).isZero();
    assertThat(served.engine.models).isEmpty();
  }

  @Test
  void random_bytes_sent_in_place_of_a_get_do_no_harm() throws Exception {
    for (String[] route : routes()) {
      if (route[0].equals("GET") && !route[1].endsWith("stream")) {
        var request = served.request(route[1]).method("GET", BodyPublishers.ofByteArray(RANDOM));
        assertThat(served.send(request).statusCode()).as(route[1]).isBetween(200, 499);
      }
    }
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void random_query_values_are_refused_or_answered() throws Exception {
    Random random = new Random(11);
    for (String[] route : routes()) {
      if (route[0].equals("GET") && !route[1].endsWith("stream")) {
        for (String name : List.of("from", "limit", "buckets", "at", "origin", "after", "model")) {
          String junk = Long.toString(random.nextLong(), 36) + "%00%F0%9F%92%A3%0A";
          String path = route[1] + "?" + name + "=" + junk;
          assertThat(served.get(path).statusCode()).as(path).isBetween(200, 499);
        }
      }
    }
  }

  private String raw(byte[] bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", served.hub.port())) {
      socket.setSoTimeout(10_000);
      try {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        socket.shutdownOutput();
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(in);
        return in.toString(StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        return "closed";
      }
    }
  }

  private String raw(String text) throws IOException {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void what_is_no_http_closes_the_connection_and_nothing_else() throws Exception {
    raw(random(200_000));
    raw("GET / HTTP/9.9\r\n\r\n");
    raw("\r\n\r\n\r\n");
    String noHost = raw("GET /api/v1/status HTTP/1.1\r\n\r\n");
    assertThat(noHost).contains("HTTP/1.1 4");
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void a_malformed_escape_is_a_bad_request_in_the_usual_shape() throws Exception {
    String answer =
        raw("GET /api/v1/series/s%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(answer).contains("HTTP/1.1 400").contains("{\"error\":").doesNotContain("Exception");
    String query =
        raw(
            "GET /api/v1/series?search=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertThat(query).contains("HTTP/1.1 400").contains("{\"error\":").doesNotContain("Exception");
  }

  @Test
  void dots_do_not_lead_out_of_the_pages() throws Exception {
    for (String path :
        List.of(
            "/ui/../io/foretide/hub/Hub.class",
            "/ui/%2e%2e/io/foretide/hub/Hub.class",
            "/ui/..%2fio/foretide/hub/openapi/schemas.json",
            "/ui/js/../../io/foretide/hub/openapi/schemas.json",
            "/ui//etc/passwd.txt")) {
      String answer =
          raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).doesNotContain("200 OK");
    }
  }

  @Test
  void headers_are_bounded() throws Exception {
    String huge = "x".repeat(200_000);
    String answer =
        raw("GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\nX-Huge: " + huge + "\r\n\r\n");
    assertThat(answer).doesNotContain("200 OK");
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_that_unpacks_to_far_more_than_it_is_gets_413() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 200; i++) {
        zip.write(zeros);
      }
    }
    var request =
        served
            .request("/api/v1/backfill")
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(bomb.toByteArray()));
    assertThat(served.send(request).statusCode()).isBetween(400, 413);
    var lines =
        served
            .request("/write")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(bomb.toByteArray()));
    assertThat(served.send(lines).statusCode()).isBetween(400, 413);
  }

  @Test
  void a_json_bomb_of_nesting_is_refused() throws Exception {
    String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);
    assertThat(served.send("POST", "/api/v1/models", deep).statusCode()).isEqualTo(400);
    String twice = "{\"model\":\"a\",\"model\":\"b\"}";
    assertThat(served.send("POST", "/api/v1/models", twice).statusCode()).isEqualTo(400);
  }

  @Test
  void a_body_that_does_not_arrive_in_time_is_given_up() throws Exception {
    Limits d = Limits.DEFAULT;
    Limits quick =
        new Limits(
            d.jsonBytes(),
            d.ingestBytes(),
            d.headerBytes(),
            Duration.ofMillis(300),
            d.writeTimeout(),
            d.idleTimeout(),
            d.connections(),
            d.quick(),
            1,
            d.heavy(),
            d.live());
    try (Served strict = new Served(Tokens.NONE, quick, false);
        Socket slow = new Socket("127.0.0.1", strict.hub.port())) {
      slow.setSoTimeout(10_000);
      slow.getOutputStream()
          .write(
              "POST /write HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na "
                  .getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream in = new ByteArrayOutputStream();
      try {
        slow.getInputStream().transferTo(in);
      } catch (IOException e) {
        in.write('!');
      }
      assertThat(strict.get("/health/live").statusCode()).isEqualTo(200);
      var next = strict.request("/write").POST(BodyPublishers.ofString("m value=1\n"));
      assertThat(strict.send(next).statusCode()).isEqualTo(204);
    }
  }
}
