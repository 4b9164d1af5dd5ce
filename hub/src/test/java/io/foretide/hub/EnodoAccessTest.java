package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of caller on every route: from an admitted address, and from another. */
class EnodoAccessTest {
  /** This caller is let in without credentials; 127.0.0.2 is not. */
  private static final String ADMITTED = "127.0.0.1";

  private static final String OTHER = "127.0.0.2";

  private static EnodoServed hub;

  @BeforeAll
  static void start() throws Exception {
    hub = new EnodoServed(false, new MemoryKeeper(), a -> a.getHostAddress().equals(ADMITTED));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  record Row(String from, String credentials, String kind, int expected) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row(ADMITTED, "", "read", 200),
        new Row(ADMITTED, "", "admin", 200),
        new Row(ADMITTED, basic("enodo", "wrong-secret"), "read", 401),
        new Row(ADMITTED, "Bearer nonsense", "admin", 401),
        new Row(OTHER, "", "read", 401),
        new Row(OTHER, "", "write", 401),
        new Row(OTHER, "", "admin", 401),
        new Row(OTHER, basic("enodo", "wrong-secret"), "read", 401),
        new Row(OTHER, basic("enodo", ""), "read", 401),
        new Row(OTHER, basic("other", "enodo-secret"), "read", 401),
        new Row(OTHER, "Basic !!!", "read", 401),
        new Row(OTHER, "Digest x", "read", 401),
        new Row(OTHER, "Bearer", "read", 401),
        new Row(OTHER, "Bearer nonsense", "read", 401),
        new Row(OTHER, basic("enodo", "enodo-secret"), "read", 200),
        new Row(OTHER, basic("enodo", "enodo-secret"), "write", 400),
        new Row(OTHER, basic("enodo", "enodo-secret"), "admin", 200),
        new Row(OTHER, "Bearer read-token", "read", 200),
        new Row(OTHER, "Bearer read-token", "write", 403),
        new Row(OTHER, "Bearer read-token", "admin", 403),
        new Row(OTHER, "Bearer write-token", "write", 400),
        new Row(OTHER, "Bearer write-token", "admin", 403),
        new Row(OTHER, basic("anybody", "admin-token"), "admin", 200));
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void callers_get_what_their_credentials_allow(Row row) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(row.from())).build()) {
      String path = row.kind().equals("admin") ? "/settings" : "/series";
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://" + ADMITTED + ":" + hub.site.port() + path));
      if (row.kind().equals("write")) {
        request.POST(BodyPublishers.ofString("{}"));
      }
      if (!row.credentials().isEmpty()) {
        request.header("Authorization", row.credentials());
      }
      var answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(row.toString()).isEqualTo(row.expected());
      if (row.expected() == 401) {
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"\"");
        assertThat(answer.body()).startsWith("{\"error\": ").doesNotContain("secret");
        assertThat(hub.events.list(io.foretide.core.event.EventLog.Filter.latest(10)))
            .anyMatch(e -> e.kind().equals("enodo.rest.refused"));
      }
    }
  }
}
