package io.foretide.connectors.http;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Sends requests: again after an outage, an overload (429, 503, with {@code Retry-After}) or any
 * other 5xx, with growing, jittered pauses; not at all to a host that failed many times in a row.
 * Connections are kept and shared. Thread-safe.
 */
final class Transport implements AutoCloseable {
  private final HttpSettings settings;
  private final ProxyRules proxies;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final WallClock clock;
  private final RandomGenerator random;
  private final Pause pause;
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

  Transport(
      HttpSettings settings,
      ProxyRules proxies,
      WallClock clock,
      RandomGenerator random,
      Pause pause) {
    this.settings = settings;
    this.proxies = proxies;
    this.clock = clock;
    this.random = random;
    this.pause = pause;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofNanos(settings.connectTimeout()))
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .executor(threads)
            .build();
  }

  /**
   * Sends until there is an answer that repeating would not change: 2xx, 3xx or 4xx but 429.
   *
   * @throws ProviderException.Transient if there is none
   */
  Answer send(Call call) throws ProviderException.Transient {
    return send(call, settings.timeout(), settings.retries());
  }

  /**
   * The same with limits of its own.
   *
   * @param timeout of one request with its whole answer, nanoseconds
   * @param retries how often it is sent again
   */
  Answer send(Call call, long timeout, int retries) throws ProviderException.Transient {
    String host = Addresses.host(call.uri());
    Breaker breaker =
        breakers.computeIfAbsent(
            host, h -> new Breaker(settings.breakerFailures(), settings.breakerPause(), clock));
    for (int attempt = 0; ; attempt++) {
      long closed = breaker.waitFor();
      if (closed > 0) {
        throw new ProviderException.Transient(
            host
                + " failed many times in a row and is left alone for "
                + Durations.format(Math.max(1, closed / 1_000_000) * 1_000_000),
            null);
      }
      long wait;
      String trouble;
      Throwable cause = null;
      try {
        HttpResponse<byte[]> got = exchange(call, timeout);
        Answer answer = answer(call, got);
        if (answer.status() < 500 && answer.status() != 429) {
          breaker.succeeded();
          return answer;
        }
        if (answer.status() == 429) {
          breaker.succeeded();
        } else {
          breaker.failed();
        }
        if (answer.status() == 500 && call.keepsErrors() && attempt >= settings.retries()) {
          return answer;
        }
        trouble = answer.sentence();
        wait = RetryAfter.nanos(got.headers(), clock.now());
      } catch (IOException e) {
        breaker.failed();
        trouble = call.shown() + " " + reason(e);
        cause = e;
        wait = 0;
      } catch (InterruptedException e) {
        breaker.failed();
        Thread.currentThread().interrupt();
        throw new ProviderException.Transient(call.shown() + " was interrupted", e);
      }
      if (attempt >= retries || wait > settings.backoffMax()) {
        throw new ProviderException.Transient(
            trouble + (attempt == 0 ? "" : "; tried " + (attempt + 1) + " times"), cause, wait);
      }
      rest(call, Math.max(wait, jittered(attempt)));
    }
  }

  long timeout() {
    return settings.timeout();
  }

  int retries() {
    return settings.retries();
  }

  private HttpResponse<byte[]> exchange(Call call, long timeout)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .timeout(Duration.ofNanos(timeout))
            .method(
                call.method(),
                call.body().length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(call.body()));
    call.headers().forEach(request::header);
    String shown = proxies.authorization(call.uri());
    if (!shown.isEmpty()) {
      request.header("Proxy-Authorization", shown);
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), settings.maxBytes()));
    try {
      return answer.get(timeout, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("gave no whole answer within " + Durations.format(timeout), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    }
  }

  private static Answer answer(Call call, HttpResponse<byte[]> got) {
    String location = got.headers().firstValue("Location").orElse("");
    int status = got.statusCode();
    String source = call.shown();
    if (status / 100 == 3 && !location.isEmpty()) {
      source = source + " (which sends on to " + target(call.uri(), location) + ")";
    }
    return new Answer(
        status, got.headers().firstValue("Content-Type").orElse(""), got.body(), source);
  }

  /** Host of a redirection; the rest may hold what nobody should see. */
  private static String target(URI from, String location) {
    try {
      URI to = from.resolve(location);
      return to.getHost() == null ? "elsewhere" : Addresses.host(to);
    } catch (IllegalArgumentException e) {
      return "elsewhere";
    }
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("gave no whole answer")) {
      return message;
    }
    return "cannot be reached: "
        + (e.getMessage() == null ? e.getClass().getSimpleName() : message);
  }

  private long jittered(int attempt) {
    long full = Math.min(settings.backoffMax(), settings.backoff() << Math.min(20, attempt));
    return full / 2 + (full < 2 ? 0 : random.nextLong(full / 2 + 1));
  }

  private void rest(Call call, long nanos) throws ProviderException.Transient {
    try {
      pause.nanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient(call.shown() + " was interrupted", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    try {
      client.awaitTermination(Duration.ofNanos(Instants.SECOND));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }
}
