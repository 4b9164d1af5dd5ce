package io.foretide.connectors.apps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Addresses on loopback to which apps post what they made of a message. A post belongs to the
 * request that is open, so that requests of one port go one after the other. Thread-safe.
 */
final class OutputPorts implements AutoCloseable {
  private static final int MOST_BYTES = 1 << 20;

  private final Map<Integer, Port> open = new HashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A request to an app. */
  interface Request {
    void send() throws ProviderException;
  }

  /**
   * What an app posts while it is asked.
   *
   * @throws ProviderException.Rejected if it succeeds and posts nothing, or more than one message
   */
  byte[] during(int port, Request request) throws ProviderException {
    Port p = port(port);
    try {
      p.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("interrupted before port " + port + " was free", e);
    }
    try {
      p.begin();
      request.send();
      List<byte[]> posted = p.end();
      if (posted.size() == 1) {
        return posted.getFirst();
      }
      throw new ProviderException.Rejected(
          "the app posted "
              + posted.size()
              + " messages to http://127.0.0.1:"
              + port
              + " before it answered: expected one; set its OUTPUT_URL to that address");
    } finally {
      p.end();
      p.lock.unlock();
    }
  }

  private synchronized Port port(int number) throws ProviderException.Transient {
    Port known = open.get(number);
    if (known != null) {
      return known;
    }
    try {
      Port made = new Port(number, threads);
      open.put(number, made);
      return made;
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "port " + number + " for the app's output cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(p -> p.server.stop(0));
    open.clear();
    threads.shutdownNow();
  }

  private static final class Port {
    final ReentrantLock lock = new ReentrantLock(true);
    final HttpServer server;
    private List<byte[]> posted = new ArrayList<>();
    private boolean asked;

    Port(int number, ExecutorService threads) throws IOException {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), number), 0);
      server.createContext("/", this::take);
      server.setExecutor(threads);
      server.start();
    }

    synchronized void begin() {
      posted = new ArrayList<>();
      asked = true;
    }

    synchronized List<byte[]> end() {
      asked = false;
      return List.copyOf(posted);
    }

    private void take(HttpExchange exchange) throws IOException {
      try (exchange) {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        exchange.sendResponseHeaders(status(exchange.getRequestMethod(), body), -1);
      }
    }

    private synchronized int status(String method, byte[] body) {
      if (!method.equals("POST")) {
        return 405;
      }
      if (body.length > MOST_BYTES) {
        return 413;
      }
      if (!asked) {
        return 503; // nobody waits for it: it must not count for another request
      }
      posted.add(body);
      return 200;
    }
  }
}
