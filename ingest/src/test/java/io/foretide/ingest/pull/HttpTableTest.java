package io.foretide.ingest.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.ingest.FixedClock;
import io.foretide.ingest.Limits;
import io.foretide.ingest.MemorySink;
import io.foretide.ingest.csv.CsvOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTableTest {
  private final Range day =
      new Range(Instants.parse("2026-01-02T00:00:00Z"), Instants.parse("2026-01-03T00:00:00Z"));
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private int status = 200;
  private String body = "";
  private String retryAfter = "";
  private boolean stuck;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-Key"));
          byte[] bytes = body.getBytes(UTF_8);
          if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
          }
          exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length + (stuck ? 1 : 0));
          if (status != 204) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
          }
          if (stuck) {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private HttpTable table(
      String query, HttpOptions.Format format, String rows, TableColumns columns) {
    return new HttpTable(
        new HttpOptions(
            "http://localhost:" + server.getAddress().getPort() + query,
            Map.of("X-Key", "s3cret"),
            format,
            rows,
            columns,
            CsvOptions.DEFAULT,
            ZoneOffset.UTC,
            TimeParameter.ISO,
            2 * Instants.SECOND,
            10_000),
        Limits.DEFAULT,
        new FixedClock("2026-01-10T00:00:00Z"));
  }

  private HttpTable csv() {
    return table(
        "/t?a={from}&b={to:ms}", HttpOptions.Format.CSV, "", new TableColumns("", "", "", "x."));
  }

  private static MemorySink stored(PullSource.Answer answer) throws Exception {
    MemorySink sink = new MemorySink();
    sink.write(answer.points());
    return sink;
  }

  @Test
  void csv_is_read_and_the_range_and_headers_are_sent() throws Exception {
    body = "time,p\n2026-01-02T03:00:00Z,5\n2026-01-02T04:00:00Z,oops\n";
    try (HttpTable table = csv()) {
      PullSource.Answer answer = table.read(day);
      assertThat(stored(answer).text("x.p")).isEqualTo("2026-01-02T03:00:00Z=5.0");
      assertThat(answer.counts().rejected()).isEqualTo(1);
    }
    assertThat(asked).containsExactly("/t?a=2026-01-02T00%3A00%3A00Z&b=1767398400000 s3cret");
  }

  @Test
  void an_answer_without_rows_is_no_data() throws Exception {
    try (HttpTable table = csv()) {
      for (String nothing : new String[] {"", "time,p\n"}) {
        body = nothing;
        assertThat(table.read(day).points().isEmpty()).isTrue();
      }
      status = 204;
      assertThat(table.read(day).points().isEmpty()).isTrue();
    }
  }

  @Test
  void json_rows_are_found_by_pointers() throws Exception {
    body =
        "{\"data\":{\"items\":[{\"t\":1767322800,\"tag\":{\"id\":\"a\"},\"v\":1.5},"
            + "{\"t\":\"2026-01-02T04:00:00Z\",\"tag\":{\"id\":\"a\"},\"v\":null},"
            + "{\"t\":1767330000,\"tag\":{\"id\":\"a\"},\"v\":\"x\"},{\"v\":1}]}}";
    try (HttpTable table =
        table(
            "/j?a={from}",
            HttpOptions.Format.JSON,
            "/data/items",
            new TableColumns("t", "/tag/id", "v", ""))) {
      PullSource.Answer answer = table.read(day);
      assertThat(stored(answer).text("a")).isEqualTo("2026-01-02T03:00:00Z=1.5");
      assertThat(answer.counts().skipped()).isEqualTo(1);
      assertThat(answer.counts().rejected()).isEqualTo(2);
    }
  }

  @Test
  void wide_json_rows_have_one_series_per_key_and_list_rows_work_by_index() throws Exception {
    body = "[{\"ts\":1767322800000,\"p\":1,\"q\":2}]";
    try (HttpTable table =
        table("/j?{from:s}", HttpOptions.Format.JSON, "", new TableColumns("ts", "", "", "w."))) {
      assertThat(stored(table.read(day)).series.keySet()).containsExactly("w.p", "w.q");
    }
    body = "[[1767322800000,\"n\",4]]";
    try (HttpTable table =
        table("/j?{from}", HttpOptions.Format.JSON, "", new TableColumns("/0", "/1", "/2", ""))) {
      assertThat(stored(table.read(day)).text("n")).isEqualTo("2026-01-02T03:00:00Z=4.0");
    }
  }

  @Test
  void answers_are_sorted_into_come_again_and_never() {
    try (HttpTable table = csv()) {
      status = 500;
      assertThatThrownBy(() -> table.read(day)).isInstanceOf(ProviderException.Transient.class);
      status = 503;
      retryAfter = "7";
      assertThatThrownBy(() -> table.read(day))
          .isInstanceOfSatisfying(
              ProviderException.NotReady.class,
              e -> assertThat(e.retryAfter()).isEqualTo(7 * Instants.SECOND));
      status = 401;
      assertThatThrownBy(() -> table.read(day))
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("status 401: check the headers' token")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void an_answer_that_is_too_long_or_does_not_end_or_does_not_come_is_an_error() {
    try (HttpTable table = csv()) {
      body = "x".repeat(10_001);
      assertThatThrownBy(() -> table.read(day))
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("answered more than 10000 bytes");
      body = "time,p\n";
      stuck = true;
      assertThatThrownBy(() -> table.read(day))
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("gave no whole answer within 2s");
      end.countDown();
      server.stop(0);
      assertThatThrownBy(() -> table.read(day))
          .isInstanceOf(ProviderException.Transient.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void an_answer_that_is_no_json_is_refused() {
    body = "<html>";
    try (HttpTable table =
        table("/j?{from}", HttpOptions.Format.JSON, "/a", new TableColumns("t", "", "", ""))) {
      assertThatThrownBy(() -> table.read(day))
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("answered no JSON");
      body = "{}";
      assertThatThrownBy(() -> table.read(day)).hasMessageContaining("no list of rows at '/a'");
    }
  }
}
