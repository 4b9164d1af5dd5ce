package io.foretide.hub.websocket;

import io.foretide.core.time.WallClock;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket. The server's thread reads, a thread of its own speaks. Thread-safe. */
final class SocketConnection implements ServerConnection, Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);

  /** A client has little to say. */
  private static final int MOST_BYTES = 64 << 10;

  private final ConnectionContext context;
  private final Conversation conversation;
  private final byte[] answer;
  private final WallClock clock;
  private final Consumer<SocketConnection> left;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile long heardAt;

  /** Since when a write waits for the client; 0 while none does. */
  private volatile long waitingSince;

  private boolean ended;

  /**
   * @param answer to the request
   * @param left told when the connection is over
   */
  SocketConnection(
      ConnectionContext context,
      Conversation conversation,
      byte[] answer,
      WallClock clock,
      Consumer<SocketConnection> left) {
    this.context = context;
    this.conversation = conversation;
    this.answer = answer.clone();
    this.clock = clock;
    this.left = left;
    this.heardAt = clock.monotonic();
  }

  /** How long nothing has come, nanoseconds. */
  long silent(long now) {
    return now - heardAt;
  }

  /** How long a write has waited, nanoseconds. */
  long stuck(long now) {
    long since = waitingSince;
    return since == 0 ? 0 : now - since;
  }

  /** Ends the connection without a word. */
  void cut() {
    try {
      context.serverSocket().close();
    } catch (UncheckedIOException e) {
      LOG.debug("a WebSocket was gone already: {}", e.toString());
    }
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    Thread speaker = Thread.ofVirtual().name("websocket").unstarted(this::speak);
    try {
      write(answer);
      speaker.start();
      listen();
    } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
      LOG.debug("a WebSocket ended: {}", e.toString());
    } finally {
      speaker.interrupt();
      cut();
      speaker.join();
      left.accept(this);
    }
  }

  private void speak() {
    try {
      conversation.run(this);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("a WebSocket ended: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("a WebSocket is ended: {}", e.toString(), e);
    } finally {
      cut();
    }
  }

  private void listen() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    boolean within = false;
    DataReader in = context.dataReader();
    try {
      while (true) {
        Frame f = Frame.read(in, MOST_BYTES - message.size());
        heardAt = clock.monotonic();
        switch (f.code()) {
          case Frame.PING -> send(Frame.control(Frame.PONG, f.payload()));
          case Frame.PONG -> {}
          case Frame.CLOSE -> {
            last(Frame.control(Frame.CLOSE, f.payload()));
            return;
          }
          case Frame.TEXT, Frame.CONTINUATION -> {
            if (within == (f.code() == Frame.TEXT)) {
              throw new Frame.Broken(Frame.PROTOCOL_ERROR, "a message goes on until its end");
            }
            message.write(f.payload());
            within = !f.last();
            if (f.last()) {
              conversation.heard(message.toString(StandardCharsets.UTF_8), this);
              message.reset();
            }
          }
          case Frame.BINARY -> throw new Frame.Broken(Frame.NOT_TAKEN, "only texts are taken");
          default -> throw new Frame.Broken(Frame.PROTOCOL_ERROR, "unknown frame " + f.code());
        }
      }
    } catch (Frame.Broken e) {
      last(e.frame());
    }
  }

  private void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      waitingSince = clock.monotonic() | 1;
      context.dataWriter().writeNow(BufferData.create(bytes));
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    } finally {
      waitingSince = 0;
      writing.unlock();
    }
  }

  private void send(Frame frame) throws IOException {
    writing.lock();
    try {
      if (ended) {
        throw new IOException("the connection has ended");
      }
      write(frame.bytes());
    } finally {
      writing.unlock();
    }
  }

  /** After this nothing more is sent. */
  private void last(Frame frame) throws IOException {
    writing.lock();
    try {
      if (!ended) {
        ended = true;
        write(frame.bytes());
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void text(String text) throws IOException {
    send(Frame.text(text));
  }

  @Override
  public void ping() throws IOException {
    send(Frame.control(Frame.PING, new byte[0]));
  }

  @Override
  public void away(String reason) throws IOException {
    last(Frame.close(Frame.GOING_AWAY, reason));
  }

  @Override
  public void later(String reason) throws IOException {
    last(Frame.close(Frame.TRY_LATER, reason));
  }

  @Override
  public Duration idleTime() {
    return Duration.ofNanos(Math.max(0, silent(clock.monotonic())));
  }

  @Override
  public void close(boolean interrupt) {
    cut();
  }
}
