package io.foretide.hub.stream;

import io.foretide.core.engine.Change;
import io.foretide.core.event.Event;
import io.foretide.core.time.WallClock;
import io.foretide.hub.events.EventJson;
import io.foretide.hub.http.Json;
import io.foretide.hub.http.JsonBody;
import io.foretide.hub.models.ModelJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one client's events until it goes. Run by the request's thread. */
final class Client {
  private static final long SECOND = 1_000_000_000L;
  private static final long PAUSE = SECOND / 4;
  private static final long HEARTBEAT = 15 * SECOND;
  private final Mailbox mail;
  private final StatusBoard board;
  private final WallClock clock;
  private byte[] shown = new byte[0];
  private long shownAt;
  private long id;

  Client(Mailbox mail, StatusBoard board, WallClock clock) {
    this.mail = mail;
    this.board = board;
    this.clock = clock;
  }

  void run(OutputStream out) throws IOException {
    long quietSince = clock.monotonic();
    send(out, "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
    status(out, true);
    while (true) {
      try {
        Mailbox.Letters letters = mail.take(SECOND);
        boolean sent = letters(out, letters);
        sent |= status(out, letters.reset());
        long now = clock.monotonic();
        if (sent) {
          quietSince = now;
        } else if (now - quietSince > HEARTBEAT) {
          send(out, ": still here\n\n".getBytes(StandardCharsets.UTF_8));
          quietSince = now;
        }
        if (!mail.pause(PAUSE)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the connection was cut");
      }
    }
  }

  private boolean letters(OutputStream out, Mailbox.Letters letters) throws IOException {
    boolean any = letters.reset();
    if (letters.reset()) {
      event(
          out,
          "reset",
          Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("reason", "more changed than this connection could take");
            json.writeEndObject();
          }));
    }
    for (Change.Intervals i : letters.intervals()) {
      event(out, "intervals", Json.bytes(intervals(i)));
      any = true;
    }
    for (String model : letters.models()) {
      event(
          out,
          "model",
          Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("model", model);
            json.writeEndObject();
          }));
      any = true;
    }
    for (Event e : letters.events()) {
      event(out, "event", Json.bytes(json -> EventJson.write(json, e)));
      any = true;
    }
    return any;
  }

  private static JsonBody intervals(Change.Intervals i) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("model", i.model());
      Json.range(json, i.instants());
      json.writeStringField("state", ModelJson.lower(i.state()));
      json.writeNumberField("count", i.count());
      json.writeEndObject();
    };
  }

  private boolean status(OutputStream out, boolean always) throws IOException {
    long now = clock.monotonic();
    if (!always && now - shownAt < SECOND) {
      return false;
    }
    byte[] status = board.read().orElse(shown);
    if (status.length == 0 || !always && Arrays.equals(status, shown)) {
      return false;
    }
    shown = status;
    shownAt = now;
    event(out, "status", status);
    return true;
  }

  private void event(OutputStream out, String name, byte[] data) throws IOException {
    byte[] head =
        ("id: " + ++id + "\nevent: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + data.length + 2);
    System.arraycopy(data, 0, all, head.length, data.length);
    all[all.length - 2] = '\n';
    all[all.length - 1] = '\n';
    send(out, all);
  }

  private void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }
}
