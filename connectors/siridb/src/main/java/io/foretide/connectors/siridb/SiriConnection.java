package io.foretide.connectors.siridb;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection on which several requests may be under way; a reader of its own hands each answer
 * to who waits for it. Thread-safe. Once broken it stays broken.
 */
final class SiriConnection implements AutoCloseable {
  private static final int NUMBERS = 1 << 16;

  private final Socket socket;
  private final OutputStream out;
  private final Map<Integer, CompletableFuture<Package>> waiting = new ConcurrentHashMap<>();
  private int number;
  private volatile boolean open = true;

  private SiriConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  static SiriConnection open(Address address, long timeoutNanos) throws IOException {
    Socket socket = new Socket();
    boolean done = false;
    try {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()),
          (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      SiriConnection connection = new SiriConnection(socket);
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      var unused = Thread.ofVirtual().name("siridb " + address).start(() -> connection.listen(in));
      done = true;
      return connection;
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  boolean isOpen() {
    return open;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws IOException if the connection broke or no answer came in time
   */
  Package ask(int type, byte[] body, long timeoutNanos) throws IOException, InterruptedException {
    CompletableFuture<Package> answer = new CompletableFuture<>();
    int mine = send(type, body, answer);
    try {
      return answer.get(timeoutNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + timeoutNanos / 1_000_000 + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? "unknown" : cause.getMessage(), e);
    } finally {
      waiting.remove(mine, answer);
    }
  }

  private synchronized int send(int type, byte[] body, CompletableFuture<Package> answer)
      throws IOException {
    if (waiting.size() >= NUMBERS / 2) {
      throw new IOException("too many requests are under way");
    }
    do {
      number = (number + 1) % NUMBERS;
    } while (waiting.putIfAbsent(number, answer) != null);
    try {
      out.write(new Package(number, type, body).bytes());
      out.flush();
    } catch (IOException e) {
      waiting.remove(number, answer);
      broken(e);
      throw e;
    }
    if (!open) {
      waiting.remove(number, answer);
      throw new IOException("the connection was closed");
    }
    return number;
  }

  private void listen(DataInputStream in) {
    try (in) {
      while (open) {
        Package p = Package.read(in);
        CompletableFuture<Package> answer = waiting.remove(p.number());
        if (answer != null) {
          answer.complete(p);
        }
      }
    } catch (IOException e) {
      broken(e);
    }
  }

  private void broken(IOException why) {
    open = false;
    IOException told =
        new IOException(
            "the connection broke" + (why.getMessage() == null ? "" : ": " + why.getMessage()),
            why);
    for (CompletableFuture<Package> answer : waiting.values()) {
      answer.completeExceptionally(told);
    }
    waiting.clear();
    try {
      socket.close();
    } catch (IOException e) {
      told.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    broken(new IOException("closed"));
  }
}
