package io.foretide.connectors.standin;

import io.foretide.connectors.qpack.QpackWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tee of SiriDB 2.0.47 and later: it connects when there is something to push, and what made it
 * connect is not delivered. Not thread-safe.
 */
final class SiriTee implements AutoCloseable {
  private static final int HEADER = 8;

  /** A count that the writer writes as an open container. */
  private static final int OPEN = 9;

  private final int port;
  private @Nullable Socket socket;

  SiriTee(int port) {
    this.port = port;
  }

  /** Pushes points as one package. */
  void push(Map<String, List<double[]>> points) {
    Socket s = socket;
    try {
      if (s == null) {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
      } else {
        s.getOutputStream().write(bytes(points));
      }
    } catch (IOException e) {
      // The next insert connects again, as the database does.
      close();
    }
  }

  private static byte[] bytes(Map<String, List<double[]>> points) {
    QpackWriter out = new QpackWriter().map(OPEN);
    points.forEach((name, some) -> {
      out.text(name + "\0").array(OPEN);
      for (double[] p : some) {
        out.array(2).whole((long) p[0]).real(p[1]);
      }
      out.endArray(OPEN);
    });
    byte[] body = out.bytes();
    return ByteBuffer.allocate(HEADER + body.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(body.length)
        .putInt(0)
        .put(body)
        .array();
  }

  @Override
  public void close() {
    Socket s = socket;
    socket = null;
    if (s != null) {
      try {
        s.close();
      } catch (IOException e) {
        // It is gone either way.
      }
    }
  }
}
