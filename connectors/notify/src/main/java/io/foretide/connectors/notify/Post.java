package io.foretide.connectors.notify;

import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Sends a body by HTTP. Certificates are checked. Thread-safe. */
final class Post {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SHOWN = 200;

  private final HttpClient client;

  Post() {
    client =
        HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Sends.
   *
   * @param url may hold a secret in its path, so that only its host is ever told
   * @return the status and the beginning of what was answered
   * @throws ProviderException.Rejected if the other side says that the request is wrong
   */
  String send(URI url, Map<String, String> headers, byte[] body) throws ProviderException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new ProviderException.Transient(
          url.getHost() + " does not answer: " + (e.getMessage() == null ? e : e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("sending to " + url.getHost() + " was stopped", e);
    }
    String said = answer.statusCode() + " " + text(answer.body());
    if (answer.statusCode() / 100 == 2) {
      return said.strip();
    }
    String words = url.getHost() + " answered " + said.strip();
    boolean passing =
        answer.statusCode() >= 500 || answer.statusCode() == 429 || answer.statusCode() == 408;
    throw passing
        ? new ProviderException.Transient(words, null)
        : new ProviderException.Rejected(words + "; check url, headers and payload");
  }

  private static String text(byte[] body) {
    String all = new String(body, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ");
    return all.length() <= SHOWN ? all : all.substring(0, SHOWN) + "...";
  }
}
