package io.foretide.hub.http;

import io.foretide.core.time.WallClock;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request on its way through a route's handler. Used by one thread. */
public final class Request {
  private final ServerRequest raw;
  private final Map<String, String> variables;
  private final Query query;
  private final Limits limits;
  private final WallClock clock;
  private final Watchdog watchdog;
  private @Nullable InputStream opened;

  Request(
      ServerRequest raw,
      Map<String, String> variables,
      Query query,
      Limits limits,
      WallClock clock,
      Watchdog watchdog) {
    this.raw = raw;
    this.variables = variables;
    this.query = query;
    this.limits = limits;
    this.clock = clock;
    this.watchdog = watchdog;
  }

  public String method() {
    return raw.prologue().method().text();
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
    return header(raw, name);
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
    if (raw.headers().contentLength().orElse(0) > most) {
      throw Body.tooLarge(most);
    }
    InputStream in = wire();
    return Body.decoded(in, header("Content-Encoding"), most);
  }

  /** How many bytes the body will have before decompression; -1 if unknown. */
  public long length() {
    return raw.headers().contentLength().orElse(-1);
  }

  private InputStream wire() {
    InputStream in = opened;
    if (in == null) {
      in =
          raw.content().hasEntity()
              ? new Body.Timed(raw.content().inputStream(), limits.bodyTimeout(), clock, watchdog)
              : InputStream.nullInputStream();
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
    if (!raw.content().hasEntity()) {
      return true;
    }
    if (opened == null && !raw.continueSent() && !header("Expect").isEmpty()) {
      return false;
    }
    return Body.drain(wire());
  }
}
