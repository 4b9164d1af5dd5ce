package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final Tokens TOKENS =
      new Tokens(List.of("read-token"), List.of("write-token"), List.of("admin-token"));

  private static int status(Served served, String method, String path, String token)
      throws Exception {
    var request =
        served.request(path).method(method, BodyPublishers.ofString("{\"from\": \"-1d\"}"));
    request.header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return served.send(request).statusCode();
  }

  @Test
  void each_role_may_do_its_own_and_what_is_below() throws Exception {
    try (Served served = new Served(TOKENS, Limits.DEFAULT, false)) {
      assertThat(status(served, "GET", "/api/v1/status", "")).isEqualTo(401);
      assertThat(status(served, "GET", "/api/v1/status", "wrong-token")).isEqualTo(401);
      assertThat(status(served, "GET", "/api/v1/status", "read-token")).isEqualTo(200);
      assertThat(status(served, "POST", "/api/v1/backfill", "read-token")).isEqualTo(403);
      assertThat(status(served, "POST", "/api/v1/backfill", "write-token")).isEqualTo(200);
      assertThat(status(served, "GET", "/api/v1/settings", "write-token")).isEqualTo(403);
      assertThat(status(served, "GET", "/api/v1/settings", "admin-token")).isEqualTo(200);
      assertThat(status(served, "POST", "/api/v1/backfill", "admin-token")).isEqualTo(200);
    }
  }

  @Test
  void health_and_pages_need_no_token_and_metrics_by_setting() throws Exception {
    try (Served served = new Served(TOKENS, Limits.DEFAULT, false);
        Served open = new Served(TOKENS, Limits.DEFAULT, true)) {
      assertThat(status(served, "GET", "/health/live", "")).isEqualTo(200);
      assertThat(status(served, "GET", "/health/ready", "")).isEqualTo(200);
      assertThat(status(served, "GET", "/metrics", "")).isEqualTo(401);
      assertThat(status(open, "GET", "/metrics", "")).isEqualTo(200);
    }
  }

  @Test
  void a_refused_token_is_not_repeated_anywhere() throws Exception {
    try (Served served = new Served(TOKENS, Limits.DEFAULT, false)) {
      var answer =
          served.send(
              served.request("/api/v1/status").header("Authorization", "Bearer hunter2-secret"));
      assertThat(answer.body()).doesNotContain("hunter2");
      assertThat(TOKENS.toString()).doesNotContain("token");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }
  }

  @Test
  void an_easily_guessed_token_is_refused() {
    assertThatThrownBy(() -> new Tokens(List.of("abc"), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 8")
        .hasMessageNotContaining("abc");
  }

  @Test
  void without_tokens_a_foreign_page_cannot_change_anything() throws Exception {
    try (Served served = new Served()) {
      String own = "http://127.0.0.1:" + served.hub.port();
      for (String[] header :
          new String[][] {
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"Origin", "http://127.0.0.1:1"},
            {"Sec-Fetch-Site", "cross-site"}
          }) {
        var foreign =
            served
                .request("/api/v1/backfill")
                .header(header[0], header[1])
                .POST(BodyPublishers.ofString("{\"from\": \"-1d\"}"));
        assertThat(served.send(foreign).statusCode()).as(header[1]).isEqualTo(403);
      }
      assertThat(served.engine.started).isEmpty();
      var same =
          served
              .request("/api/v1/backfill")
              .header("Origin", own)
              .header("Sec-Fetch-Site", "same-origin")
              .POST(BodyPublishers.ofString("{\"from\": \"-1d\"}"));
      assertThat(served.send(same).statusCode()).isEqualTo(200);
    }
  }

  private static String host(Served served, String host) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", served.hub.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream in = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(in);
      return in.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }
  }

  @Test
  void without_tokens_only_a_name_of_this_machine_is_answered() throws Exception {
    try (Served served = new Served()) {
      for (String good : List.of("localhost", "127.0.0.1:80", "[::1]:80", "foretide.test:9")) {
        assertThat(host(served, good)).as(good).contains(" 200");
      }
      for (String bad : List.of("evil.example", "evil.example:80", "127.0.0.1.evil.example")) {
        assertThat(host(served, bad)).as(bad).contains(" 403");
      }
    }
  }

  private static HubSettings at(String host, int port) {
    return new HubSettings(host, port, Set.of(), Tokens.NONE, null, false, 10, Limits.DEFAULT);
  }

  @Test
  void an_open_address_without_tokens_is_refused() throws Exception {
    try (Served served = new Served()) {
      for (String host : List.of("0.0.0.0", "::")) {
        assertThatThrownBy(() -> Hub.start(at(host, 0), served.services))
            .isInstanceOf(StartRefused.class)
            .hasMessageContaining("hub.tokens")
            .hasMessageContaining(host);
      }
    }
  }

  @Test
  void a_taken_port_is_named_with_the_option_that_changes_it() throws Exception {
    try (Served served = new Served();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Hub.start(at("127.0.0.1", port), served.services))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--port");
      assertThat(served.engine.listeners).hasSize(1);
    }
  }

  @Test
  void too_many_requests_at_a_time_are_put_off() throws Exception {
    Limits d = Limits.DEFAULT;
    Limits none =
        new Limits(
            d.jsonBytes(),
            d.ingestBytes(),
            d.headerBytes(),
            d.bodyTimeout(),
            d.writeTimeout(),
            d.idleTimeout(),
            d.connections(),
            d.quick(),
            d.ingest(),
            0,
            d.live());
    try (Served served = new Served(Tokens.NONE, none, false)) {
      var answer = served.get("/api/v1/export/points");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(served.get("/api/v1/status").statusCode()).isEqualTo(200);
    }
  }
}
