package io.foretide.app.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.log.LogContext;
import io.foretide.app.log.Masking;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/**
 * Sends what is logged to Azure Monitor, as messages to the ingestion endpoint of Application
 * Insights ({@code /v2/track}). Nothing waits for it: what does not fit into its queue, or cannot
 * be sent in three attempts, is dropped, and the next message that arrives says how many were.
 * Thread-safe.
 */
final class AzureMonitorLog extends Handler {
  private static final String PUBLIC = "https://dc.services.visualstudio.com";
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_AT_ONCE = 500;
  private static final int ATTEMPTS = 3;
  private static final int LONGEST = 30_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String key;
  private final URI track;
  private final String role;
  private final String instance;
  private final SimpleFormatter text = new SimpleFormatter();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread sender;
  private volatile boolean open = true;

  private AzureMonitorLog(String key, URI track, String role, String instance) {
    this.key = key;
    this.track = track;
    this.role = role;
    this.instance = instance;
    sender = Thread.ofPlatform().name("azure-monitor").daemon().unstarted(this::send);
  }

  /**
   * Begins to send.
   *
   * @param key an instrumentation key, or {@code InstrumentationKey=...;IngestionEndpoint=...}
   * @param role name of the program
   * @param instance name of the machine
   */
  static AzureMonitorLog start(String key, String role, String instance) {
    String plain = key.strip();
    String endpoint = PUBLIC;
    for (String part : key.split(";", -1)) {
      String[] pair = part.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equalsIgnoreCase("InstrumentationKey")) {
        plain = pair[1].strip();
      } else if (pair.length == 2 && pair[0].equalsIgnoreCase("IngestionEndpoint")) {
        endpoint = pair[1].strip().replaceFirst("/+$", "");
      }
    }
    AzureMonitorLog out =
        new AzureMonitorLog(plain, URI.create(endpoint + "/v2/track"), role, instance);
    out.sender.start();
    return out;
  }

  @Override
  public void publish(LogRecord record) {
    if (!open || Thread.currentThread() == sender) {
      return;
    }
    if (!waiting.offer(envelope(record))) {
      dropped.incrementAndGet();
    }
  }

  private String envelope(LogRecord record) {
    ObjectNode out = JSON.createObjectNode();
    out.put("name", "Microsoft.ApplicationInsights.Message");
    out.put("time", record.getInstant().toString());
    out.put("iKey", key);
    out.putObject("tags").put("ai.cloud.role", role).put("ai.cloud.roleInstance", instance);
    ObjectNode data = out.putObject("data").put("baseType", "MessageData").putObject("baseData");
    String message = text.formatMessage(record);
    Throwable cause = record.getThrown();
    String whole = Masking.WORDS.of(cause == null ? message : message + ": " + cause);
    data.put("ver", 2);
    data.put("message", whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole);
    data.put("severityLevel", severity(record.getLevel()));
    ObjectNode properties = data.putObject("properties");
    properties.put("logger", String.valueOf(record.getLoggerName()));
    for (Map.Entry<String, String> e : LogContext.now().entrySet()) {
      properties.put(e.getKey(), e.getValue());
    }
    long lost = dropped.getAndSet(0);
    if (lost > 0) {
      properties.put("dropped_before", Long.toString(lost));
    }
    return out.toString();
  }

  private static String severity(Level level) {
    int n = level.intValue();
    return n >= Level.SEVERE.intValue()
        ? "Error"
        : n >= Level.WARNING.intValue()
            ? "Warning"
            : n >= Level.INFO.intValue() ? "Information" : "Verbose";
  }

  private void send() {
    List<String> batch = new ArrayList<>();
    try {
      while (open || !waiting.isEmpty()) {
        String first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, MOST_AT_ONCE - 1);
          deliver(batch.stream().collect(Collectors.joining("\n")), batch.size());
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(String body, int count) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(track)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-json-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status < 300) {
          return;
        }
        if (status < 500 && status != 429 && status != 408 && status != 439) {
          break;
        }
      } catch (IOException e) {
        // Tried again; a log that cannot be sent must not be logged.
      }
      if (attempt < ATTEMPTS) {
        long pause = 250L << attempt;
        TimeUnit.MILLISECONDS.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
      }
    }
    dropped.addAndGet(count);
  }

  @Override
  public void flush() {
    // The sender never holds back.
  }

  /** Sends what is waiting, for a few seconds at most. */
  @Override
  public void close() {
    open = false;
    try {
      if (!sender.join(Duration.ofSeconds(5))) {
        sender.interrupt();
      }
    } catch (InterruptedException e) {
      sender.interrupt();
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
