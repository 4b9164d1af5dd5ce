package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import io.foretide.hub.http.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every route of the description without, with wrong and with too weak credentials, from this
 * machine and from another address of it; and requests that are made to be misunderstood.
 */
class SecurityTableTest {
  private static final Tokens TOKENS =
      new Tokens(List.of("read-token"), List.of("write-token"), List.of("admin-token"));
  private static final Map<Role, String> TOKEN =
      Map.of(Role.READ, "read-token", Role.WRITE, "write-token", Role.ADMIN, "admin-token");

  private final HttpClient client = HttpClient.newHttpClient();
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served("0.0.0.0", TOKENS, Limits.DEFAULT, false, null);
  }

  @AfterEach
  void stop() {
    served.close();
    client.close();
  }

  private record Row(String method, String path, Role role) {
    String address() {
      return path.replaceAll("\\{[^}]*}", "x");
    }

    String line() {
      return "| " + method + " | `" + path + "` | " + role.name().toLowerCase(Locale.ROOT) + " |";
    }
  }

  private List<Row> rows() throws Exception {
    Read api = Served.read(served.get("/openapi.json"), 200);
    List<Row> out = new ArrayList<>();
    if (api.at("paths") instanceof Map<?, ?> paths) {
      paths.forEach((path, methods) -> {
        if (methods instanceof Map<?, ?> all) {
          all.forEach((method, about) -> {
            String role = about instanceof Map<?, ?> a ? String.valueOf(a.get("x-role")) : "";
            out.add(
                new Row(
                    method.toString().toUpperCase(Locale.ROOT),
                    path.toString(),
                    Role.valueOf(role.toUpperCase(Locale.ROOT))));
          });
        }
      });
    }
    assertThat(out).hasSizeGreaterThan(60);
    return out;
  }

  private int status(String host, Row row, String token, String scheme) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://" + host + ":" + served.hub.port() + row.address()))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(
                row.method(),
                row.method().equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{}"));
    if (!token.isEmpty()) {
      request.header("Authorization", scheme + " " + token);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private void check(String host) throws Exception {
    for (Row row : rows()) {
      String what = row.method() + " " + row.path() + " from " + host;
      if (row.role() == Role.OPEN) {
        assertThat(status(host, row, "", "")).as(what + " is open").isNotIn(401, 403);
        continue;
      }
      assertThat(status(host, row, "", "")).as(what + " without a token").isEqualTo(401);
      for (String scheme : List.of("Bearer", "Token", "Digest")) {
        assertThat(status(host, row, "read-toke", scheme)).as(what + " wrong").isEqualTo(401);
      }
      for (Role held : List.of(Role.READ, Role.WRITE, Role.ADMIN)) {
        if (held.compareTo(row.role()) < 0) {
          assertThat(status(host, row, TOKEN.getOrDefault(held, ""), "Bearer"))
              .as(what + " with only " + held)
              .isEqualTo(403);
        } else if (!row.path().endsWith("/stream")) {
          assertThat(status(host, row, TOKEN.getOrDefault(held, ""), "Bearer"))
              .as(what + " with " + held)
              .isNotIn(401, 403);
        }
      }
    }
  }

  @Test
  void every_route_wants_its_role_from_this_machine() throws Exception {
    check("127.0.0.1");
  }

  @Test
  void every_route_wants_its_role_from_another_address() throws Exception {
    Optional<String> other = otherAddress();
    assumeTrue(other.isPresent(), "SKIPPED: this machine has no address but loopback");
    check(other.orElseThrow());
  }

  private static Optional<String> otherAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }

  @Test
  void nothing_was_changed_by_those_who_may_not() throws Exception {
    for (Row row : rows()) {
      for (String token : List.of("", "wrong-token", "read-token")) {
        if (row.role().compareTo(Role.WRITE) >= 0) {
          assertThat(status("127.0.0.1", row, token, "Bearer")).isIn(401, 403);
        }
      }
    }
    var write = served.request("/write").POST(BodyPublishers.ofString("m value=1\n"));
    assertThat(served.send(write).statusCode()).isEqualTo(401);
    assertThat(served.points.count()).isZero();
    assertThat(served.engine.models).isEmpty();
    assertThat(served.engine.started).isEmpty();
  }

  @Test
  void the_documentation_lists_every_route_with_its_role() throws Exception {
    Path docs = Path.of("..", "docs", "security.md");
    List<String> lines = Files.readAllLines(docs);
    assertThat(lines).containsAll(rows().stream().map(Row::line).toList());
  }

  private String raw(String text) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", served.hub.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      ByteArrayOutputStream in = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(in);
      } catch (IOException e) {
        in.write('!');
      }
      return in.toString(StandardCharsets.ISO_8859_1);
    }
  }

  /** What a careless proxy and a careless server would divide differently. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0 \r\n\r\n",
        "X: y\r\n Transfer-Encoding: chunked\r\n\r\n"
      })
  void a_request_of_two_lengths_smuggles_no_second_one(String rest) throws Exception {
    String hidden =
        "GET /api/v1/settings HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer write-token\r\n\r\n";
    String answer =
        raw(
            "POST /api/v1/backfill HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer read-token\r\n"
                + rest
                + hidden);
    assertThat(answer).as("the front one was not answered with success").doesNotContain(" 200 ");
    assertThat(answer).as("what is behind it has only its own right").doesNotContain("\"origin\"");
    assertThat(served.engine.started).isEmpty();
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void a_line_that_is_too_long_or_never_ends_is_given_up() throws Exception {
    assertThat(raw("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
        .doesNotContain(" 200 ");
    assertThat(raw("GET /health/live HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(20_000) + "\r\n"))
        .doesNotContain(" 200 ");
    assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void markup_in_a_name_is_never_served_as_a_page() throws Exception {
    String name = "<script>alert(1)</script>";
    served.points.put(name, Served.NOW, 1);
    for (String path :
        List.of(
            "/api/v1/series",
            "/api/v1/fleet",
            "/api/v1/series/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            "/api/v1/series/%3Cscript%3Enothing",
            "/api/v1/explore",
            "/api/v1/export/points?series=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            "/%3Cscript%3Ealert(1)%3C%2Fscript%3E")) {
      var answer = served.send(served.request(path).header("Authorization", "Bearer read-token"));
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .as(path)
          .doesNotContain("html");
      assertThat(answer.headers().firstValue("X-Content-Type-Options").orElse(""))
          .as(path)
          .isEqualTo("nosniff");
    }
    assertThat(served.get("/ui/series").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'")
        .doesNotContain("unsafe-inline");
  }
}
