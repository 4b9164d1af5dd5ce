package io.foretide.app.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.chromium.DevTools;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** One page in the browser, used as a person would: looking, clicking, dragging, pressing keys. */
final class Tab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final DevTools tools;
  private final String target;
  private final String session;

  Tab(URI browser) throws InterruptedException {
    tools = new DevTools(browser, this::hear);
    target =
        tools
            .send("", "Target.createTarget", Map.of("url", "about:blank"))
            .path("targetId")
            .asText();
    session =
        tools
            .send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      tools.send(session, domain + ".enable", Map.of());
    }
  }

  private void hear(String event, JsonNode e) {
    switch (event) {
      case "Runtime.exceptionThrown" ->
          problems.add(
              e.path("exceptionDetails").path("exception").path("description").asText("exception"));
      case "Runtime.consoleAPICalled" -> {
        if (e.path("type").asText().equals("error")) {
          problems.add("console: " + e.path("args"));
        }
      }
      case "Log.entryAdded" -> {
        JsonNode entry = e.path("entry");
        if (entry.path("level").asText().equals("error")) {
          problems.add(entry.path("text").asText() + " " + entry.path("url").asText());
        }
      }
      default -> {
        // The other events tell nothing that a test asks for.
      }
    }
  }

  /** Errors that the console has shown so far: exceptions, refused scripts, failed requests. */
  List<String> problems() {
    return problems;
  }

  void size(int width, int height) throws InterruptedException {
    tools.send(
        session,
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    tools.send(session, "Emulation.setTouchEmulationEnabled", Map.of("enabled", width < 600));
  }

  void open(URI address) throws InterruptedException {
    tools.send(session, "Page.navigate", Map.of("url", address.toString()));
    until("document.readyState === 'complete'");
  }

  /** The value of an expression on the page, as JSON. */
  JsonNode value(String expression) throws InterruptedException {
    JsonNode answer =
        tools.send(
            session,
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Waits until an expression is true; fails with what the page shows. */
  void until(String condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not true within "
                + PATIENCE.toSeconds()
                + " s: "
                + condition
                + "\nthe page shows: "
                + value("document.body.innerText").asText()
                + "\nproblems: "
                + problems);
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  /** False also while one page is left for another. */
  private boolean holds(String condition) throws InterruptedException {
    try {
      return value("Boolean(" + condition + ")").asBoolean();
    } catch (IllegalStateException e) {
      String said = String.valueOf(e.getMessage());
      if (said.contains("navigated or closed") || said.contains("context")) {
        return false;
      }
      throw e;
    }
  }

  /** Clicks the middle of the first element that a selector finds. */
  void click(String selector) throws InterruptedException {
    until("document.querySelector(" + quote(selector) + ")");
    JsonNode box =
        value(
            "(() => { const e = document.querySelector("
                + quote(selector)
                + "); e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
    clickAt(box.path(0).asDouble(), box.path(1).asDouble());
  }

  void hover(double x, double y) throws InterruptedException {
    mouse("mouseMoved", x, y, 0);
  }

  /** Types text into what has the focus. */
  void type(String text) throws InterruptedException {
    tools.send(session, "Input.insertText", Map.of("text", text));
  }

  void clickAt(double x, double y) throws InterruptedException {
    drag(x, y, x, y);
  }

  /** Presses the button at one point and lets it go at another. */
  void drag(double x1, double y1, double x2, double y2) throws InterruptedException {
    mouse("mouseMoved", x1, y1, 0);
    mouse("mousePressed", x1, y1, 1);
    if (x1 != x2 || y1 != y2) {
      for (int i = 1; i <= 8; i++) {
        mouse("mouseMoved", x1 + (x2 - x1) * i / 8, y1 + (y2 - y1) * i / 8, 1);
      }
    }
    mouse("mouseReleased", x2, y2, 1);
  }

  private void mouse(String type, double x, double y, int buttons) throws InterruptedException {
    tools.send(
        session,
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            x,
            "y",
            y,
            "button",
            buttons == 0 ? "none" : "left",
            "buttons",
            type.equals("mouseReleased") ? 0 : buttons,
            "clickCount",
            buttons));
  }

  void press(String key) throws InterruptedException {
    boolean printable = key.length() == 1;
    tools.send(
        session,
        "Input.dispatchKeyEvent",
        Map.of(
            "type",
            "keyDown",
            "key",
            key,
            "text",
            printable ? key : key.equals("Enter") ? "\r" : ""));
    tools.send(session, "Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  @Override
  public void close() throws InterruptedException {
    tools.send("", "Target.closeTarget", Map.of("targetId", target));
    tools.close();
  }
}
