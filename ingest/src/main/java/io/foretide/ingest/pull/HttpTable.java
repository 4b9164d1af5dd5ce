package io.foretide.ingest.pull;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.Limits;
import io.foretide.ingest.csv.CsvFormatException;
import io.foretide.ingest.csv.CsvReader;
import io.foretide.ingest.csv.RejectedLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A table behind HTTP that answers GET with CSV or JSON. */
public final class HttpTable implements PullSource, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LONGEST_RETRY_AFTER = Instants.HOUR;

  private final HttpOptions options;
  private final Limits limits;
  private final WallClock clock;
  private final HttpClient client;

  /**
   * @throws IllegalArgumentException if the address has an unknown placeholder
   */
  public HttpTable(HttpOptions options, Limits limits, WallClock clock) {
    this.options = options;
    this.limits = limits;
    this.clock = clock;
    var unused = options.address(new Range(0, 1));
    client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofNanos(options.timeout()))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  @Override
  public String description() {
    return "http " + options.shownUrl();
  }

  @Override
  public Answer read(Range range) throws ProviderException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(options.address(range))
            .timeout(Duration.ofNanos(options.timeout()))
            .GET();
    options.headers().forEach(request::header);
    HttpResponse<byte[]> response = send(request.build());
    int status = response.statusCode();
    if (status == 204) {
      return new AnswerBuilder(limits, clock).build();
    }
    if (status / 100 != 2) {
      throw refused(response);
    }
    try {
      return options.answer() == HttpOptions.Format.CSV
          ? csv(response.body())
          : new JsonTable(options, limits, clock).read(JSON.readTree(response.body()));
    } catch (JacksonException e) {
      throw new ProviderException.Rejected(
          description() + " answered no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ProviderException.Rejected(
          description() + " answered what cannot be read: " + e.getMessage(), e);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws ProviderException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), options.maxBytes()));
    try {
      return answer.get(options.timeout(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ProviderException.Transient(
          description() + " gave no whole answer within " + Durations.format(options.timeout()), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient(description() + " was interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (String.valueOf(cause.getMessage()).contains("capacity")) {
        throw new ProviderException.Rejected(
            description()
                + " answered more than "
                + options.maxBytes()
                + " bytes: ask for shorter spans or raise the limit",
            cause);
      }
      throw new ProviderException.Transient(
          description() + " cannot be reached: " + cause.getClass().getSimpleName(), cause);
    }
  }

  private ProviderException refused(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String message = description() + " answered status " + status;
    if (status == 429 || status == 503) {
      long wait = retryAfter(response);
      return wait > 0
          ? new ProviderException.NotReady(message, wait)
          : new ProviderException.Transient(message, null);
    }
    if (status >= 500 || status == 408) {
      return new ProviderException.Transient(message, null);
    }
    String advice =
        status == 401 || status == 403
            ? ": check the headers' token"
            : status == 404 ? ": check the address" : "";
    return new ProviderException.Rejected(message + advice);
  }

  private static long retryAfter(HttpResponse<byte[]> response) {
    String text = response.headers().firstValue("Retry-After").orElse("");
    return text.matches("\\d{1,6}")
        ? Math.min(LONGEST_RETRY_AFTER, Long.parseLong(text) * Instants.SECOND)
        : 0;
  }

  private Answer csv(byte[] body) throws IOException {
    PointBatch points = new PointBatch();
    try {
      CsvReader reader =
          CsvReader.open(
              new ByteArrayInputStream(body),
              options.csv().withPrefix(options.columns().prefix()),
              limits,
              clock);
      boolean more = true;
      while (more) {
        more = reader.read(points, Integer.MAX_VALUE, RejectedLines.NONE);
      }
      return new Answer(points, reader.report());
    } catch (CsvFormatException e) {
      if (lines(body) <= 1) {
        // A header without rows is how a table says that there is nothing in the range.
        return new AnswerBuilder(limits, clock).build();
      }
      throw e;
    }
  }

  private static int lines(byte[] body) {
    int n = 0;
    for (int i = 0; i < body.length; i++) {
      n += body[i] == '\n' && i + 1 < body.length ? 1 : 0;
    }
    return n + (body.length > 0 ? 1 : 0);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
