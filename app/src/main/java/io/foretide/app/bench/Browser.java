package io.foretide.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.chromium.Chromium;
import io.foretide.app.chromium.DevTools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** One page in a browser of its own, whose cache fills as it does for people. */
final class Browser implements AutoCloseable {
  private static final long SECONDS = 60;

  /** A page is asked anew after so long, before the answer is given up. */
  private static final int LOOK_MILLIS = 20_000;

  private final Chromium chromium;
  private final DevTools tools;
  private final String session;

  private Browser(Chromium chromium, DevTools tools) throws InterruptedException {
    this.chromium = chromium;
    this.tools = tools;
    String target =
        tools
            .send("", "Target.createTarget", Map.of("url", "about:blank"))
            .path("targetId")
            .asText();
    session =
        tools
            .send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asText();
    tools.send(session, "Page.enable", Map.of());
    tools.send(
        session,
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 1400, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  static Browser start(Path program) throws IOException, InterruptedException {
    Chromium chromium = Chromium.start(program);
    return new Browser(chromium, new DevTools(chromium.address(), (_, _) -> {}));
  }

  /**
   * Opens a page in a fresh tab's state, with the cache as it is.
   *
   * @param drawn true once the page can be used
   * @return milliseconds from the navigation until then, on the page's own clock
   */
  double open(URI page, String drawn) throws IOException, InterruptedException {
    tools.send(session, "Page.navigate", Map.of("url", "about:blank"));
    tools.send(session, "Page.navigate", Map.of("url", page.toString()));
    long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    while (System.nanoTime() < deadline) {
      JsonNode ms =
          value(
              "location.href === 'about:blank' ? -1 : new Promise((done) => {"
                  + " const began = performance.now(); const look = () => ("
                  + drawn
                  + ") ? requestAnimationFrame(() => done(performance.now()))"
                  + " : performance.now() - began > "
                  + LOOK_MILLIS
                  + " ? done(-1) : requestAnimationFrame(look); look(); })");
      if (ms.asDouble(-1) > 0) {
        return ms.asDouble();
      }
    }
    throw new IOException(page + " was not drawn within " + SECONDS + " s");
  }

  JsonNode value(String expression) throws InterruptedException {
    return tools
        .send(
            session,
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true))
        .path("result")
        .path("value");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    tools.close();
    chromium.close();
  }
}
