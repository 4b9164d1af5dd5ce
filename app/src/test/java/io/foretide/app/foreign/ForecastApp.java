package io.foretide.app.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Somebody else's app: forecasts the last value that it was given, plus the number at the end of
 * its path ({@code /plus/5}), one step ahead; can be told to answer otherwise.
 */
final class ForecastApp implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was asked. */
  record Asked(String path, String version, String key, String origin) {}

  /** An answer instead of the forecast. */
  record Refusal(int status, String body) {}

  /** Decides on a request, the {@code number}th for its interval from 0; null to forecast. */
  interface Mood {
    @org.jspecify.annotations.Nullable
    Refusal refuse(Asked asked, int number) throws Exception;
  }

  final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Mood mood = (a, n) -> null;

  ForecastApp() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  void behave(Mood changed) {
    mood = changed;
  }

  String url(int plus) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/plus/" + plus;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode job = JSON.readTree(exchange.getRequestBody());
      String path = exchange.getRequestURI().getPath();
      Asked now =
          new Asked(
              path,
              exchange.getRequestHeaders().getFirst("X-Model-Version"),
              exchange.getRequestHeaders().getFirst("Idempotency-Key"),
              job.at("/intervals/0/to").asText());
      int number;
      synchronized (asked) {
        number = (int) asked.stream().filter(a -> a.key().equals(now.key())).count();
        asked.add(now);
      }
      Refusal refusal = mood.refuse(now, number);
      String body = refusal == null ? forecast(job, path) : refusal.body();
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(refusal == null ? 200 : refusal.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static String forecast(JsonNode job, String path) {
    double plus = Double.parseDouble(path.substring(path.lastIndexOf('/') + 1));
    ArrayNode rows = JSON.createArrayNode();
    JsonNode frame = job.path("frame");
    double last = frame.path(frame.size() - 1).path("flow").asDouble();
    for (JsonNode interval : job.path("intervals")) {
      rows.addObject().put("time", interval.path("to").asText()).put("mean", last + plus);
    }
    return rows.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
