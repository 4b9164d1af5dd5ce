package io.foretide.app.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.time.Instants;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Talks HTTP to a running server. */
public final class Client implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long STEP = 10 * Instants.MINUTE;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI address;

  public Client(URI address) {
    this.address = address;
  }

  URI address() {
    return address;
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String type)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", type)
            .method(method, body)
            .build(),
        BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(method, path, BodyPublishers.ofString(body), "application/json");
  }

  HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, BodyPublishers.noBody(), "application/json");
  }

  /** Line protocol. */
  HttpResponse<String> write(String lines) throws Exception {
    return send("POST", "/write", BodyPublishers.ofString(lines), "text/plain");
  }

  public JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  static JsonNode read(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  /** A day's wave, one point each ten minutes in [from, to). */
  void feed(String series, long from, long to) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (long t = Math.ceilDiv(from, STEP) * STEP; t < to; t += STEP) {
      double phase = 2 * Math.PI * (t % Instants.DAY) / Instants.DAY;
      lines.append(series).append(" value=").append(50 + 10 * Math.sin(phase));
      lines.append(' ').append(t).append('\n');
    }
    HttpResponse<String> answer = write(lines.toString());
    if (answer.statusCode() != 204) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  /** Waits until a JSON answer is as wanted. */
  public JsonNode await(String path, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + 30 * Instants.SECOND;
    JsonNode last = json(path);
    while (!wanted.test(last)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " never got there: " + last);
      }
      LockSupport.parkNanos(10_000_000L);
      last = json(path);
    }
    return last;
  }

  /** Waits until every due interval of a model has ended; its tally. */
  JsonNode awaitComplete(String model) throws Exception {
    return await(
            "/api/v1/models/" + model,
            m -> {
              JsonNode t = m.path("tally");
              return t.path("due").asLong() > 0
                  && t.path("missing").asLong() + t.path("in_flight").asLong() == 0;
            })
        .path("tally");
  }

  /** Waits until an event of a kind is there; its message. */
  String awaitEvent(String kind) throws Exception {
    return await("/api/v1/events?kind=" + kind, e -> !e.path("items").isEmpty())
        .path("items")
        .path(0)
        .path("message")
        .asText();
  }

  /** All points of a series and all predictions of a model, as text to compare. */
  String stored(String series, String model) throws Exception {
    return get("/api/v1/export/points?series=" + series).body()
        + get("/api/v1/export/predictions?model=" + model).body();
  }

  @Override
  public void close() {
    http.close();
  }
}
