package io.foretide.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with an empty profile, driven over its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> USUAL =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final long SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final WebSocket socket;
  private final String session;

  private Browser(Process process, Path profile, URI address)
      throws IOException, InterruptedException {
    this.process = process;
    this.profile = profile;
    socket = client.newWebSocketBuilder().buildAsync(address, new Listener()).join();
    String target =
        send("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
    session =
        send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    send(session, "Page.enable", Map.of());
    send(
        session,
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 1400, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The program, if this machine has one. */
  static Optional<Path> program() {
    return USUAL.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  static Browser start(Path program) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("foretide-bench-browser");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (System.nanoTime() < deadline && !process.waitFor(20, TimeUnit.MILLISECONDS)) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() >= 2) {
        return new Browser(
            process, profile, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
      }
    }
    process.destroyForcibly();
    throw new IOException("Chromium does not listen after " + SECONDS + " s");
  }

  /**
   * Opens a page in a fresh tab's state, with the cache as it is.
   *
   * @param drawn true once the page can be used
   * @return milliseconds from the navigation until then, on the page's own clock
   */
  double open(URI page, String drawn) throws IOException, InterruptedException {
    send(session, "Page.navigate", Map.of("url", "about:blank"));
    send(session, "Page.navigate", Map.of("url", page.toString()));
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (System.nanoTime() < deadline) {
      JsonNode ms =
          value(
              "location.href === 'about:blank' ? -1 : new Promise((done) => { const look = () => ("
                  + drawn
                  + ") ? requestAnimationFrame(() => done(performance.now()))"
                  + " : performance.now() > 50000 ? done(-1) : requestAnimationFrame(look);"
                  + " look(); })");
      if (ms.asDouble(-1) > 0) {
        return ms.asDouble();
      }
    }
    throw new IOException(page + " was not drawn within " + SECONDS + " s");
  }

  JsonNode value(String expression) throws IOException, InterruptedException {
    return send(
            session,
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
        .path("result")
        .path("value");
  }

  private JsonNode send(String to, String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    int id = number.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!to.isEmpty()) {
      message.put("sessionId", to);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(message.toString(), true).join();
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS).path("result");
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(method + " got no answer within " + SECONDS + " s", e);
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    socket.abort();
    client.shutdownNow();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        // Its helpers may still be writing for a moment.
        file.toFile().deleteOnExit();
      }
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        take(whole);
      }
      from.request(1);
      return null;
    }

    private void take(String whole) {
      try {
        JsonNode message = JSON.readTree(whole);
        CompletableFuture<JsonNode> answer = waiting.get(message.path("id").asInt());
        if (answer != null) {
          answer.complete(message);
        }
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new IllegalStateException("the browser sent no JSON", e);
      }
    }
  }
}
