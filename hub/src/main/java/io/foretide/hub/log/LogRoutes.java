package io.foretide.hub.log;

import com.fasterxml.jackson.core.JsonGenerator;
import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelPulse;
import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Instants;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Query;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Role;
import io.foretide.hub.http.Route;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** {@code /api/v1/log}: the log's last lines, to read, to follow and to take home. */
public final class LogRoutes implements AutoCloseable {
  private static final int MOST = 5_000;
  private static final long HEARTBEAT = 15 * Instants.SECOND;
  private static final long TOGETHER = 250;
  private final LogRing ring;
  private final Engine engine;

  public LogRoutes(LogRing ring, Engine engine) {
    this.ring = ring;
    this.engine = engine;
  }

  public List<Route> routes() {
    List<Param> filter =
        List.of(
            Param.choice("level", "Least level.", "debug", "info", "warning", "error"),
            Param.text("text", "Part of the message or of who says it, any case."),
            Param.text("model", "Only what its tasks say, or what names it."));
    return List.of(
        Route.get("/api/v1/log", "The last lines of the log, newest first.", "LogPage", this::list)
            .with(filter)
            .with(
                Param.number("before_id", "The 'next' of the page before."),
                Param.number("limit", "At most this many, 1 to 5,000; 200 if absent."))
            .as(Role.WRITE),
        Route.get(
                "/api/v1/log/download",
                "The last lines of the log as text, oldest first.",
                "text/plain",
                this::download)
            .with(filter)
            .as(Role.WRITE),
        Route.get(
                "/api/v1/log/stream",
                "Server-sent events: line, for each new line.",
                "text/event-stream",
                this::follow)
            .with(filter)
            .as(Role.WRITE)
            .in(Route.Lane.LIVE));
  }

  private Predicate<LogLine> wanted(Query query) throws ProviderException {
    LogLine.Level level =
        Objects.requireNonNullElse(query.choice("level", LogLine.Level.class), LogLine.Level.DEBUG);
    String text = query.text("text", "").toLowerCase(Locale.ROOT);
    String model = query.text("model", "");
    long number = 0;
    for (ModelPulse pulse : model.isEmpty() ? List.<ModelPulse>of() : engine.pulses()) {
      number = pulse.name().equals(model) ? pulse.id() : number;
    }
    long id = number;
    return line ->
        line.level().compareTo(level) >= 0
            && (text.isEmpty()
                || line.message().toLowerCase(Locale.ROOT).contains(text)
                || line.logger().toLowerCase(Locale.ROOT).contains(text))
            && (model.isEmpty() || id != 0 && line.model() == id || line.message().contains(model));
  }

  private Map<Long, String> names() throws ProviderException {
    Map<Long, String> out = new HashMap<>();
    for (ModelPulse pulse : engine.pulses()) {
      out.put(pulse.id(), pulse.name());
    }
    return out;
  }

  private Answer list(Request request) throws ProviderException {
    Query query = request.query();
    int limit = query.integer("limit", 200, 1, MOST);
    List<LogLine> page =
        ring.before(query.whole("before_id", Long.MAX_VALUE), wanted(query), limit);
    Map<Long, String> names = names();
    return Answer.json(json -> {
      json.writeStartObject();
      json.writeNumberField("lines", ring.count());
      json.writeArrayFieldStart("items");
      for (LogLine line : page) {
        write(json, line, names);
      }
      json.writeEndArray();
      json.writeStringField(
          "next", page.size() < limit ? null : Long.toString(page.getLast().id()));
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, LogLine line, Map<Long, String> names)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", line.id());
    Json.time(json, "time", line.time());
    json.writeStringField("level", line.level().text());
    json.writeStringField("logger", line.logger());
    json.writeStringField("thread", line.thread());
    json.writeStringField("model", names.getOrDefault(line.model(), ""));
    json.writeStringField("message", line.message());
    json.writeEndObject();
  }

  private Answer download(Request request) throws ProviderException {
    List<LogLine> all = ring.before(Long.MAX_VALUE, wanted(request.query()), Integer.MAX_VALUE);
    return Answer.streamed(
            "text/plain; charset=utf-8",
            out -> {
              for (LogLine line : all.reversed()) {
                out.write(text(line).getBytes(StandardCharsets.UTF_8));
              }
            })
        .header("Content-Disposition", "attachment; filename=\"foretide-log.txt\"");
  }

  private static String text(LogLine line) {
    return Instants.format(line.time())
        + " "
        + line.level()
        + " ["
        + line.thread()
        + "] "
        + line.logger()
        + ": "
        + line.message().replace("\n", "\n    ")
        + "\n";
  }

  private Answer follow(Request request) throws ProviderException {
    Predicate<LogLine> wanted = wanted(request.query());
    long from = ring.count();
    return Answer.live("text/event-stream", out -> serve(out, wanted, from))
        .header("X-Accel-Buffering", "no");
  }

  private void serve(OutputStream out, Predicate<LogLine> wanted, long from) throws IOException {
    long id = from;
    send(out, "retry: 2000\n\n");
    while (true) {
      try {
        List<LogLine> fresh = ring.after(id, HEARTBEAT);
        StringBuilder events = new StringBuilder();
        for (LogLine line : fresh) {
          id = line.id();
          if (wanted.test(line)) {
            events.append("id: ").append(id).append("\nevent: line\ndata: ");
            events.append(new String(json(line), StandardCharsets.UTF_8)).append("\n\n");
          }
        }
        send(out, events.isEmpty() ? ": still here\n\n" : events.toString());
        if (!ring.pause(TOGETHER)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the connection was cut");
      }
    }
  }

  private byte[] json(LogLine line) throws IOException {
    try {
      Map<Long, String> names = line.model() == 0 ? Map.of() : names();
      return Json.bytes(json -> write(json, line, names));
    } catch (ProviderException e) {
      return Json.bytes(json -> write(json, line, Map.of()));
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    ring.close();
  }
}
