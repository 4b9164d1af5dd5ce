package io.foretide.hub.http;

import io.foretide.core.time.WallClock;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request on its way through a route's handler. Used by one thread. */
public final class Request {
  private final Source source;
  private final Map<String, String> variables;
  private final Query query;
  private final Limits limits;
  private @Nullable InputStream opened;

  /** What a request is read from. */
  interface Source {
    String method();

    /** A header's first value; empty if absent. */
    String header(String name);

    /** Bytes of the body as announced; -1 if they are not. */
    long length();

    /** Whether there may be a body. */
    boolean hasBody();

    /** Whether the client waits to be told to send its body. */
    boolean waits();

    InputStream open();

    /** Where the caller is; null if it is not known. */
    @Nullable InetAddress from();
  }

  Request(Source source, Map<String, String> variables, Query query, Limits limits) {
    this.source = source;
    this.variables = variables;
    this.query = query;
    this.limits = limits;
  }

  Request(
      ServerRequest raw,
      Map<String, String> variables,
      Query query,
      Limits limits,
      WallClock clock,
      Watchdog watchdog) {
    this(new Wire(raw, limits, clock, watchdog), variables, query, limits);
  }

  public String method() {
    return source.method();
  }

  /** Where the caller is; null if it is not known. */
  public @Nullable InetAddress from() {
    return source.from();
  }

  /** A variable of the route's path, decoded. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no variable {" + name + "}");
    }
    return value;
  }

  public Query query() {
    return query;
  }

  /** When the request arrived, by the engine's clock. */
  public long now() {
    return query.now();
  }

  public Limits limits() {
    return limits;
  }

  /** A header's first value; empty if absent. */
  public String header(String name) {
    return source.header(name);
  }

  static String header(ServerRequest raw, String name) {
    return raw.headers().first(HeaderNames.create(name)).orElse("");
  }

  /** The body as JSON, which must be an object. */
  public Map<String, Object> jsonObject() throws IOException {
    refuseForeignType();
    return JsonIn.object(body(limits.jsonBytes()));
  }

  private void refuseForeignType() {
    String type = header("Content-Type");
    if (!type.isEmpty() && !type.contains("json")) {
      throw new ApiError(
          415,
          "unsupported_media_type",
          "content type '" + type + "' is not taken here: send application/json",
          null,
          0);
    }
  }

  /**
   * The body, decompressed.
   *
   * @param most bytes that it may have; reading more throws {@link ApiError} 413
   */
  public InputStream body(long most) throws IOException {
    if (source.length() > most) {
      throw Body.tooLarge(most);
    }
    InputStream in = wire();
    return Body.decoded(in, header("Content-Encoding"), most);
  }

  /** How many bytes the body will have before decompression; -1 if unknown. */
  public long length() {
    return source.length();
  }

  private InputStream wire() {
    InputStream in = opened;
    if (in == null) {
      in = source.hasBody() ? source.open() : InputStream.nullInputStream();
      opened = in;
    }
    return in;
  }

  /**
   * Reads what is left of the body, up to a bound, so that the client gets to see the answer.
   *
   * @return false if the connection cannot be used further
   */
  boolean drain() {
    if (!source.hasBody()) {
      return true;
    }
    if (opened == null && source.waits()) {
      return false;
    }
    return Body.drain(wire());
  }

  /** As it comes over a connection. */
  private record Wire(ServerRequest raw, Limits limits, WallClock clock, Watchdog watchdog)
      implements Source {
    @Override
    public String method() {
      return raw.prologue().method().text();
    }

    @Override
    public String header(String name) {
      return Request.header(raw, name);
    }

    @Override
    public long length() {
      return raw.headers().contentLength().orElse(-1);
    }

    @Override
    public boolean hasBody() {
      return raw.content().hasEntity();
    }

    @Override
    public boolean waits() {
      return !raw.continueSent() && !header("Expect").isEmpty();
    }

    @Override
    public InputStream open() {
      return new Body.Timed(raw.content().inputStream(), limits.bodyTimeout(), clock, watchdog);
    }

    @Override
    public @Nullable InetAddress from() {
      return raw.remotePeer().address() instanceof InetSocketAddress a ? a.getAddress() : null;
    }
  }
}
