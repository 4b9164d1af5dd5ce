package io.foretide.app.demo.enodo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** Receives webhooks on a port of this machine. Thread-safe. */
final class Receiver implements AutoCloseable {
  private static final long MOST_BYTES = 1 << 20;

  private final HttpServer server;
  private final AtomicLong received = new AtomicLong();

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var unused = exchange.getRequestBody().readNBytes((int) MOST_BYTES);
            received.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alarm";
  }

  long received() {
    return received.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
