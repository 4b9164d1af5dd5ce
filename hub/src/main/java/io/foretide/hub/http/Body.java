package io.foretide.hub.http;

import io.foretide.core.time.WallClock;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reading a request's body within bounds of size and time. */
final class Body {
  private static final long DRAIN_BYTES = 32L << 20;

  private Body() {}

  static InputStream decoded(InputStream in, String encoding, long most) throws IOException {
    InputStream bounded = new Bounded(in, most);
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> bounded;
      case "gzip", "x-gzip" -> new Bounded(new GZIPInputStream(bounded, 8_192), most);
      default ->
          throw new ApiError(
              415,
              "unsupported_media_type",
              "content encoding '" + encoding + "' is not taken: send gzip or none",
              null,
              0);
    };
  }

  static ApiError tooLarge(long most) {
    return ApiError.tooLarge(
        "the body is larger than " + most + " bytes: send it in several requests");
  }

  static boolean drain(InputStream in) {
    byte[] buffer = new byte[16_384];
    long left = DRAIN_BYTES;
    try {
      while (left > 0) {
        int n = in.read(buffer);
        if (n < 0) {
          return true;
        }
        left -= n;
      }
    } catch (IOException | UncheckedIOException | ApiError e) {
      return false;
    }
    return false;
  }

  /** Refuses to read more than so many bytes. */
  private static final class Bounded extends FilterInputStream {
    private final long most;
    private long seen;

    Bounded(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int n = in.read(into, at, length);
      count(Math.max(0, n));
      return n;
    }

    private void count(int n) {
      seen += n;
      if (seen > most) {
        throw tooLarge(most);
      }
    }
  }

  /** Refuses to wait longer than a time for the whole body. */
  static final class Timed extends FilterInputStream {
    private final Watchdog watchdog;
    private final WallClock clock;
    private final long start;
    private final long span;

    Timed(InputStream in, Duration most, WallClock clock, Watchdog watchdog) {
      super(in);
      this.watchdog = watchdog;
      this.clock = clock;
      this.start = clock.monotonic();
      this.span = most.toNanos();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      long left = span - (clock.monotonic() - start);
      if (left <= 0) {
        throw new ApiError(
            408,
            "timeout",
            "the body did not arrive within " + span / 1_000_000_000L + " s: send less at a time",
            null,
            0);
      }
      try (Watchdog.Wait _ = watchdog.waiting(left)) {
        return in.read(into, at, length);
      } catch (RuntimeException e) {
        // The server's way to say that the connection ended or the chunks are malformed.
        throw new EOFException("the connection ended inside the body");
      }
    }
  }
}
