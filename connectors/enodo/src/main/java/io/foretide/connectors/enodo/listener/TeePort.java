package io.foretide.connectors.enodo.listener;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where SiriDB connects to: a unix socket for versions up to 2.0.46, TCP for later ones. A database
 * that restarts connects again; what it sends is never answered. Thread-safe.
 */
final class TeePort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TeePort.class);
  private static final int MOST_CONNECTIONS = 64;

  private final ServerSocketChannel server;
  private final TeeReader.Sink sink;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private TeePort(ServerSocketChannel server, TeeReader.Sink sink) {
    this.server = server;
    this.sink = sink;
  }

  /**
   * Listens on a path.
   *
   * @throws IOException if another program listens there, or the path cannot be used
   */
  static TeePort unix(Path path, TeeReader.Sink sink) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    if (Files.exists(path)) {
      try (SocketChannel probe = SocketChannel.open(address)) {
        LOG.debug("{} answers", probe);
        throw new IOException(
            "pipe_path " + path + " is in use by another program: stop it, or choose another path");
      } catch (java.net.ConnectException e) {
        // Left behind by a listener that did not end in order.
        Files.delete(path);
      }
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return bound(server, address, sink);
  }

  /** Listens on a TCP port; 0 for any free one. */
  static TeePort tcp(String host, int port, TeeReader.Sink sink) throws IOException {
    return bound(ServerSocketChannel.open(), new InetSocketAddress(host, port), sink);
  }

  private static TeePort bound(
      ServerSocketChannel server, SocketAddress address, TeeReader.Sink sink) throws IOException {
    try {
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "the tee cannot be received at " + address + " (" + e.getMessage() + ")", e);
    }
    TeePort out = new TeePort(server, sink);
    var thread = Thread.ofVirtual().name("siridb-tee").start(out::accept);
    LOG.debug("{} receives at {}", thread, address);
    return out;
  }

  /** The TCP port; 0 for a unix socket. */
  int port() throws IOException {
    return server.getLocalAddress() instanceof InetSocketAddress a ? a.getPort() : 0;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (open.size() >= MOST_CONNECTIONS) {
          channel.close();
          continue;
        }
        open.add(channel);
        var thread = Thread.ofVirtual().name("siridb-tee-reader").start(() -> read(channel));
        LOG.info("SiriDB's tee is connected ({})", thread.threadId());
      } catch (IOException e) {
        if (server.isOpen()) {
          LOG.warn("a connection of SiriDB's tee failed: {}", e.getMessage());
        }
      }
    }
  }

  private void read(SocketChannel channel) {
    try (channel) {
      TeeReader reader =
          new TeeReader(new BufferedInputStream(Channels.newInputStream(channel), 64 << 10));
      while (true) {
        reader.next(sink);
      }
    } catch (IOException e) {
      LOG.info("SiriDB's tee is gone: {}", e.getMessage());
    } finally {
      open.remove(channel);
    }
  }

  @Override
  public void close() throws IOException {
    SocketAddress address = server.getLocalAddress();
    server.close();
    for (SocketChannel c : open) {
      c.close();
    }
    if (address instanceof UnixDomainSocketAddress unix) {
      var unused = Files.deleteIfExists(unix.getPath());
    }
  }
}
