package io.foretide.connectors.enodo.listener;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code GET /ready} with 200 while the hub is connected, else with 500. Thread-safe. */
final class ReadyPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyPort.class);
  private static final int MOST_BYTES = 4_096;
  private static final int TIMEOUT_MILLIS = 5_000;

  private final ServerSocket server;
  private final BooleanSupplier ready;

  private ReadyPort(ServerSocket server, BooleanSupplier ready) {
    this.server = server;
    this.ready = ready;
  }

  static ReadyPort open(String host, int port, BooleanSupplier ready) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      server.close();
      throw new IOException("ready_port " + port + " cannot be used: " + e.getMessage(), e);
    }
    ReadyPort out = new ReadyPort(server, ready);
    var thread = Thread.ofVirtual().name("enodo-ready").start(out::accept);
    LOG.debug("{} answers /ready", thread);
    return out;
  }

  int port() {
    return server.getLocalPort();
  }

  /** One at a time: a probe is short, and one that is not is cut off. */
  private void accept() {
    while (!server.isClosed()) {
      try (Socket s = server.accept()) {
        s.setSoTimeout(TIMEOUT_MILLIS);
        String line = line(s.getInputStream());
        boolean known = line.startsWith("GET /ready ") || line.startsWith("GET /ready/ ");
        String status =
            !known ? "404 Not Found" : ready.getAsBoolean() ? "200 OK" : "500 Not Ready";
        String body =
            status.startsWith("200")
                ? "ok"
                : status.substring(4).toLowerCase(java.util.Locale.ROOT);
        s.getOutputStream()
            .write(
                ("HTTP/1.1 "
                        + status
                        + "\r\nContent-Type: text/plain\r\nContent-Length: "
                        + body.length()
                        + "\r\nConnection: close\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        LOG.debug("a probe was not answered: {}", e.getMessage());
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder out = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n' && out.length() < MOST_BYTES; b = in.read()) {
      out.append((char) b);
    }
    return out.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
