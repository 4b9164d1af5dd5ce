package io.foretide.app.telemetry;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Stands in for a collector of OpenTelemetry and for Azure's ingestion; keeps what is posted. */
final class Collector implements AutoCloseable {
  /** What was posted. */
  record Post(String path, byte[] body) {}

  final List<Post> posts = new CopyOnWriteArrayList<>();
  final AtomicInteger refusals = new AtomicInteger();
  private final HttpServer server;

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
              body = plain.readAllBytes();
            }
          }
          boolean refuse = refusals.getAndDecrement() > 0;
          if (!refuse) {
            posts.add(new Post(exchange.getRequestURI().getPath(), body));
          }
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(refuse ? 503 : 200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until posts are as wanted. */
  void await(Predicate<List<Post>> wanted) {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!wanted.test(posts)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(posts.size() + " posts came, not those that were waited for");
      }
      LockSupport.parkNanos(20_000_000L);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
