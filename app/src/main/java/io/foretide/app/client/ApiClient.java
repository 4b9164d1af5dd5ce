package io.foretide.app.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Asks a server. Busy answers are tried again a few times. Thread-safe. */
public final class ApiClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRIES = 8;

  private final URI base;
  private final Secret token;
  private final HttpClient http;
  private final Duration timeout;

  public ApiClient(URI base, Secret token) {
    this(base, token, Duration.ofMinutes(2));
  }

  public ApiClient(URI base, Secret token, Duration timeout) {
    this.base = base;
    this.token = token;
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  public URI address() {
    return base;
  }

  public JsonNode get(String path, Query query) throws ApiException, InterruptedException {
    return json(send("GET", path + query, null, "application/json"));
  }

  public JsonNode post(String path, Object body) throws ApiException, InterruptedException {
    return json(send("POST", path, write(body), "application/json"));
  }

  public JsonNode put(String path, Object body) throws ApiException, InterruptedException {
    return json(send("PUT", path, write(body), "application/json"));
  }

  public JsonNode patch(String path, Object body) throws ApiException, InterruptedException {
    return json(send("PATCH", path, write(body), "application/json"));
  }

  public JsonNode delete(String path, Query query) throws ApiException, InterruptedException {
    return json(send("DELETE", path + query, null, "application/json"));
  }

  /** Posts a text, such as line protocol. */
  public JsonNode postText(String path, byte[] body) throws ApiException, InterruptedException {
    return json(send("POST", path, body, "text/plain; charset=utf-8"));
  }

  /** An answer as it streams in; the caller closes it. */
  public InputStream stream(String path, Query query) throws ApiException, InterruptedException {
    return send("GET", path + query, null, "application/json");
  }

  private InputStream send(String method, String path, byte @Nullable [] body, String type)
      throws ApiException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<InputStream> answer = once(method, path, body, type);
      int status = answer.statusCode();
      if (status < 300) {
        return answer.body();
      }
      if ((status == 429 || status == 503) && attempt < TRIES) {
        discard(answer.body());
        long pause = answer.headers().firstValueAsLong("Retry-After").orElse(1);
        long millis = Math.min(30_000, Math.max(100, pause * 1000));
        Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        continue;
      }
      throw new ApiException(status, message(answer));
    }
  }

  private HttpResponse<InputStream> once(
      String method, String path, byte @Nullable [] body, String type)
      throws ApiException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token.reveal());
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new ApiException(
          0, base + " did not answer " + path + " within " + timeout.toSeconds() + " s");
    } catch (ConnectException e) {
      throw new ApiException(
          0, "no server answers at " + base + ": expected a running 'foretide serve'");
    } catch (IOException e) {
      throw new ApiException(0, "talking to " + base + " failed: " + e.getMessage());
    }
  }

  private static byte[] write(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a request that is no JSON", e);
    }
  }

  private JsonNode json(InputStream body) throws ApiException {
    try (body) {
      byte[] all = body.readAllBytes();
      return all.length == 0 ? JSON.createObjectNode() : JSON.readTree(all);
    } catch (IOException e) {
      throw new ApiException(0, "the answer of " + base + " broke off: " + e.getMessage());
    }
  }

  private static String message(HttpResponse<InputStream> answer) {
    try (InputStream in = answer.body()) {
      byte[] all = in.readNBytes(100_000);
      try {
        JsonNode error = JSON.readTree(all).path("error");
        String text = error.isTextual() ? error.asText() : error.path("message").asText("");
        if (!text.isEmpty()) {
          return text;
        }
      } catch (JsonProcessingException e) {
        return new String(all, StandardCharsets.UTF_8).strip();
      }
      return "the server answered " + answer.statusCode();
    } catch (IOException e) {
      return "the server answered " + answer.statusCode();
    }
  }

  private static void discard(InputStream body) throws ApiException {
    try (body) {
      body.readNBytes(100_000);
    } catch (IOException e) {
      throw new ApiException(0, "the answer broke off: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
