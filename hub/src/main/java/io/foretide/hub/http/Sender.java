package io.foretide.hub.http;

import io.foretide.core.error.ProviderException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers, compressed where it is worth it. Thread-safe. */
final class Sender {
  private static final int WORTH_COMPRESSING = 1_024;
  private static final int HELD_BACK = 128 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private final Watchdog watchdog;
  private final long patience;

  /**
   * @param patience how long a client may take nothing
   */
  Sender(Watchdog watchdog, Duration patience) {
    this.watchdog = watchdog;
    this.patience = patience.toNanos();
  }

  /**
   * @param reusable false to close the connection afterwards
   */
  void send(ServerRequest raw, ServerResponse out, Answer answer, boolean reusable, String route) {
    boolean head = raw.prologue().method().text().equals("HEAD");
    boolean gzip =
        Request.header(raw, "Accept-Encoding").contains("gzip")
            && answer.delivery() != Answer.Delivery.LIVE
            && compressible(answer.type());
    if (!reusable) {
      out.header(HeaderValues.CONNECTION_CLOSE);
    }
    Answer.Body body = answer.body();
    if (body == null || head && answer.delivery() != Answer.Delivery.WHOLE) {
      start(out, answer);
      out.send();
      return;
    }
    Target target = new Target(out, answer, gzip, head);
    try {
      body.writeTo(target);
      target.finish();
    } catch (IOException | UncheckedIOException e) {
      // The client has gone, or the source broke after the head was sent: the body stays short of
      // its end mark, which tells the client that it is not complete.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof ProviderException) {
        LOG.warn("answer to {} was cut short: {}", route, cause.getMessage());
      } else {
        LOG.debug("answer to {} was cut short: {}", route, cause.toString());
      }
      throw new CloseConnectionException("answer to " + route + " was cut short", e);
    }
  }

  private static void start(ServerResponse out, Answer answer) {
    out.status(answer.status());
    if (!answer.type().isEmpty()) {
      out.header(HeaderNames.CONTENT_TYPE, answer.type());
    }
    answer.headers().forEach((name, value) -> out.header(HeaderNames.create(name), value));
    if (!answer.headers().containsKey("Cache-Control")) {
      out.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
    out.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
  }

  private static boolean compressible(String type) {
    return type.startsWith("text/") || type.contains("json") || type.contains("svg");
  }

  /** Holds a whole answer back while it is small; otherwise passes it on. */
  private final class Target extends OutputStream {
    private final ServerResponse out;
    private final Answer answer;
    private final boolean gzip;
    private final boolean head;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(4_096);
    private OutputStream wire = OutputStream.nullOutputStream();
    private boolean started;

    Target(ServerResponse out, Answer answer, boolean gzip, boolean head) {
      this.out = out;
      this.answer = answer;
      this.gzip = gzip;
      this.head = head;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
      if (!started) {
        if (head
            || answer.delivery() == Answer.Delivery.WHOLE && held.size() + length <= HELD_BACK) {
          held.write(bytes, at, length);
          return;
        }
        open();
      }
      wire.write(bytes, at, length);
    }

    @Override
    public void flush() throws IOException {
      if (answer.delivery() != Answer.Delivery.WHOLE) {
        if (!started) {
          open();
        }
        wire.flush();
      }
    }

    private void open() throws IOException {
      started = true;
      start(out, answer);
      if (gzip) {
        out.header(HeaderNames.CONTENT_ENCODING, "gzip");
        out.header(HeaderNames.VARY, "Accept-Encoding");
      }
      OutputStream socket = new Watched(out.outputStream());
      wire = gzip ? new FastGzip(socket) : socket;
      held.writeTo(wire);
      held.reset();
    }

    void finish() throws IOException {
      if (started) {
        wire.close();
        return;
      }
      byte[] bytes = held.toByteArray();
      start(out, answer);
      if (gzip && bytes.length >= WORTH_COMPRESSING) {
        ByteArrayOutputStream small = new ByteArrayOutputStream(bytes.length / 4);
        try (OutputStream zip = new FastGzip(small)) {
          zip.write(bytes);
        }
        bytes = small.toByteArray();
        out.header(HeaderNames.CONTENT_ENCODING, "gzip");
      }
      if (gzip) {
        out.header(HeaderNames.VARY, "Accept-Encoding");
      }
      if (head) {
        out.header(HeaderNames.CONTENT_LENGTH, Integer.toString(bytes.length));
        out.send();
      } else {
        try (Watchdog.Wait _ = watchdog.waiting(patience)) {
          out.send(bytes);
        }
      }
    }
  }

  /** Gives up on a client that takes nothing. */
  private final class Watched extends FilterOutputStream {
    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int at, int length) throws IOException {
      try (Watchdog.Wait _ = watchdog.waiting(patience)) {
        out.write(bytes, at, length);
      }
    }

    @Override
    public void flush() throws IOException {
      try (Watchdog.Wait _ = watchdog.waiting(patience)) {
        out.flush();
      }
    }
  }

  /** Speed before size: answers are made once and read once. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 16_384, true);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
