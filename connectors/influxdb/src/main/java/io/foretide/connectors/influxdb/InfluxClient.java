package io.foretide.connectors.influxdb;

import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Speaks HTTP with an InfluxDB: InfluxQL in, rows out; line protocol in. Thread-safe. Every request
 * ends within the timeout; nothing is repeated here, for the executor puts a task off by itself.
 */
final class InfluxClient implements AutoCloseable {
  private static final int MOST_WORDS = 500;
  private static final int CHUNK = 20_000;

  private final InfluxAccess access;
  private final HttpClient http;

  InfluxClient(InfluxAccess access) {
    this.access = access;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(access.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  InfluxAccess access() {
    return access;
  }

  /** Runs a query; {@code rows} sees each row once, in order. Times are epoch nanoseconds. */
  void query(String influxql, Rows rows) throws ProviderException {
    String form =
        "q="
            + encoded(influxql)
            + "&db="
            + encoded(access.database())
            + retention()
            + "&epoch=ns&chunked=true&chunk_size="
            + CHUNK;
    HttpRequest request =
        request("/query", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<InputStream> response = send(request, "the query " + cut(influxql));
    try (InputStream body = response.body()) {
      refuse(response.statusCode(), body, "the query " + cut(influxql));
      new ResultReader(access.shown()).read(body, rows);
    } catch (IOException e) {
      throw silent("the query " + cut(influxql), e);
    }
  }

  /** Writes lines of line protocol with nanosecond times. */
  void write(String lines) throws ProviderException {
    String path =
        access.second()
            ? "/api/v2/write?bucket="
                + encoded(access.database())
                + "&org="
                + encoded(access.organisation())
                + "&precision=ns"
            : "/write?db=" + encoded(access.database()) + retention() + "&precision=ns";
    HttpRequest request =
        request(path, "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build();
    HttpResponse<InputStream> response = send(request, "a write");
    try (InputStream body = response.body()) {
      refuse(response.statusCode(), body, "a write");
    } catch (IOException e) {
      throw silent("a write", e);
    }
  }

  private String retention() {
    return access.retentionPolicy().isEmpty() ? "" : "&rp=" + encoded(access.retentionPolicy());
  }

  private HttpRequest.Builder request(String path, String type) {
    HttpRequest.Builder out =
        HttpRequest.newBuilder(URI.create(access.url() + path))
            .timeout(access.timeout())
            .header("Content-Type", type);
    String authorization = access.authorization();
    return authorization.isEmpty() ? out : out.header("Authorization", authorization);
  }

  private HttpResponse<InputStream> send(HttpRequest request, String what)
      throws ProviderException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new ProviderException.Transient(
          access.shown() + " did not answer " + what + " within " + access.shownTimeout(), e);
    } catch (IOException e) {
      throw silent(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("interrupted while waiting for " + access.shown(), e);
    }
  }

  private ProviderException silent(String what, IOException e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new ProviderException.Transient(
        access.shown() + " cannot be asked for " + what + ": " + why, e);
  }

  private void refuse(int status, InputStream body, String what)
      throws ProviderException, IOException {
    if (status / 100 == 2) {
      return;
    }
    String words =
        new String(body.readNBytes(MOST_WORDS), StandardCharsets.UTF_8).strip().replace('\n', ' ');
    String message = access.shown() + " answered " + what + " with status " + status + ": " + words;
    if (status == 401 || status == 403) {
      throw new ProviderException.Rejected(
          message + "; check user and password, or the token, and their rights");
    }
    if (status == 429 || status == 408 || status >= 500) {
      throw new ProviderException.Transient(message, null);
    }
    throw new ProviderException.Rejected(message);
  }

  private static String cut(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
