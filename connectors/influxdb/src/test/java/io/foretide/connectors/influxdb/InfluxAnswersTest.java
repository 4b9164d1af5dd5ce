package io.foretide.connectors.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a real server gives rarely. */
class InfluxAnswersTest {
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final AtomicReference<String> authorization = new AtomicReference<>("");
  private HttpServer server;
  private int status = 200;
  private String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        x -> {
          asked.set(x.getRequestURI().toString());
          authorization.set(String.valueOf(x.getRequestHeaders().getFirst("Authorization")));
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          x.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          x.getResponseBody().write(answer);
          x.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private InfluxClient client(Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("url", "http://127.0.0.1:" + server.getAddress().getPort());
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    return new InfluxClient(InfluxAccess.read(Settings.of("x", values, new Reading())));
  }

  private void query() throws ProviderException {
    client("database", "d", "user", "u", "password", "hidden-word")
        .query("SHOW DATABASES", new Gathering(Map.of(), "t"));
  }

  @Test
  void a_login_page_with_status_200_is_an_outage_and_not_an_empty_answer() {
    body = "<html>log in</html>";
    assertThatThrownBy(this::query)
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("no JSON");
  }

  @Test
  void an_answer_that_is_cut_off_is_an_outage() {
    body =
        "{\"results\":[{\"series\":[{\"name\":\"m\",\"columns\":[\"time\",\"v\"],\"values\":[[1,2],";
    assertThatThrownBy(this::query).isInstanceOf(ProviderException.Transient.class);
  }

  @Test
  void wrong_credentials_are_refused_without_showing_them() {
    status = 401;
    body = "{\"error\":\"authorization failed\"}";
    assertThatThrownBy(this::query)
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("authorization failed")
        .hasMessageNotContaining("hidden-word");
  }

  @Test
  void an_overloaded_server_is_an_outage() {
    status = 503;
    assertThatThrownBy(this::query).isInstanceOf(ProviderException.Transient.class);
  }

  @Test
  void version_2_is_written_to_its_bucket_with_its_token() throws Exception {
    status = 204;
    client("bucket", "b 1", "org", "o", "token", "secret").write("m v=1 1\n");
    assertThat(asked.get()).isEqualTo("/api/v2/write?bucket=b+1&org=o&precision=ns");
    assertThat(authorization.get()).isEqualTo("Token secret");
  }

  @Test
  void keys_of_both_versions_together_are_refused() {
    Reading reading = new Reading();
    Settings s =
        Settings.of(
            "sensor_data",
            Map.of("bucket", "b", "org", "o", "token", "t", "database", "d"),
            reading);
    var unused = InfluxAccess.read(s);
    assertThat(reading.problems().toString()).contains("sensor_data.database");
  }
}
