package io.foretide.hub.websocket;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.hub.http.Guard;
import io.foretide.hub.http.Limits;
import io.foretide.hub.http.Query;
import io.foretide.ingest.Repeating;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Turns requests into WebSockets, at most so many at a time, and ends those whose client neither
 * sends nor takes anything. Thread-safe.
 */
public final class WebSockets implements Http1Upgrader, AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
  private static final int KEY_BYTES = 16;
  private static final long SILENCE = Instants.MINUTE;
  private static final long GOODBYE = Instants.SECOND / 2;

  private final Endpoint endpoint;
  private final WallClock clock;
  private final Semaphore places;
  private final Semaphore goodbyes = new Semaphore(0);
  private final long patience;
  private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
  private final Repeating looking;

  public WebSockets(Endpoint endpoint, Limits limits, WallClock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.places = new Semaphore(limits.live());
    this.patience = limits.writeTimeout().toNanos();
    this.looking = new Repeating("websockets", Instants.SECOND, this::look);
  }

  private void look() {
    long now = clock.monotonic();
    for (SocketConnection c : open) {
      if (c.silent(now) > SILENCE || c.stuck(now) > patience) {
        c.cut();
      }
    }
  }

  @Override
  public String supportedProtocol() {
    return "websocket";
  }

  @Override
  public @Nullable ServerConnection upgrade(
      ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
    Optional<String> key = key(prologue, headers);
    if (key.isEmpty() || !places.tryAcquire()) {
      return null;
    }
    Optional<Conversation> conversation = Optional.empty();
    try {
      Query query = Query.parse(prologue.query().rawValue(), clock.now());
      conversation =
          endpoint.open(
              new Head(context, prologue, headers, query), prologue.uriPath().rawPath(), query);
    } finally {
      if (conversation.isEmpty()) {
        places.release();
      }
    }
    if (conversation.isEmpty()) {
      return null;
    }
    SocketConnection made =
        new SocketConnection(context, conversation.get(), answer(key.get()), clock, this::left);
    open.add(made);
    return made;
  }

  private void left(SocketConnection c) {
    if (open.remove(c)) {
      places.release();
      goodbyes.release();
    }
  }

  /** The key of a proper handshake. */
  private static Optional<String> key(HttpPrologue prologue, Headers headers) {
    String key = headers.first(KEY).orElse("");
    boolean proper =
        prologue.method().text().equals("GET") && headers.first(VERSION).orElse("").equals("13");
    try {
      return proper && Base64.getDecoder().decode(key).length == KEY_BYTES
          ? Optional.of(key)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] answer(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(hash)
              + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  /** Conversations that end now get half a second for their last words; the others are cut. */
  @Override
  public void close() {
    looking.close();
    try {
      long deadline = clock.monotonic() + GOODBYE;
      while (!open.isEmpty() && clock.monotonic() < deadline) {
        var unused = goodbyes.tryAcquire(GOODBYE / 10, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(SocketConnection::cut);
  }

  private record Head(
      ConnectionContext context, HttpPrologue prologue, Headers headers, Query query)
      implements Guard.Head {
    @Override
    public String method() {
      return prologue.method().text();
    }

    @Override
    public String header(String name) {
      return headers.first(HeaderNames.create(name)).orElse("");
    }

    @Override
    public String parameter(String name) {
      return query.text(name, "");
    }

    @Override
    public @Nullable InetAddress from() {
      return context.remotePeer().address() instanceof InetSocketAddress a ? a.getAddress() : null;
    }

    @Override
    public boolean secure() {
      return context.isSecure();
    }
  }
}
