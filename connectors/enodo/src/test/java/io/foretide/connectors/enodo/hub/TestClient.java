package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Kind;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.PacketReader;
import io.foretide.connectors.qpack.Item;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** An old client over a real socket. */
final class TestClient implements AutoCloseable {
  final Socket socket;
  private final Dialect dialect;
  private final PacketReader reader;
  private long number;

  TestClient(int port, Dialect dialect) throws IOException {
    this.dialect = dialect;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    reader =
        new PacketReader(
                socket.getInputStream(),
                new MemoryBudget(64 << 20, 1),
                16 << 20,
                System::nanoTime,
                Long.MAX_VALUE)
            .as(dialect);
  }

  static Handshake seedWorker(String id) {
    return Handshake.worker(id, "0.0.5", false);
  }

  static Handshake newestWorker(String id, String module) {
    return new Handshake(
        Item.mapping(
            Map.of(
                "client_id", Item.text(id),
                "client_type", Item.text("worker"),
                "token", Item.text(""),
                "lib_version", Item.text("0.2.33"),
                "busy", new Item.Flag(false),
                "module",
                    Item.mapping(
                        Map.of(
                            "name", Item.text(module),
                            "version", Item.text("0.1.0"),
                            "supported_jobs",
                                new Item.Sequence(
                                    List.of(
                                        Item.text("job_forecast"),
                                        Item.text("job_anomaly_detect"))))))));
  }

  long send(Message message) throws IOException {
    number++;
    socket.getOutputStream().write(MessageCodec.write(dialect, number, message).bytes(dialect));
    return number & (dialect == Dialect.SEED ? -1L : 0xff);
  }

  void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  Packet packet() throws IOException {
    return reader.next();
  }

  Message next() throws IOException {
    return MessageCodec.read(dialect, reader.next()).orElseThrow();
  }

  /** Introduces itself and passes over the greeting. */
  TestClient as(Handshake handshake) throws IOException {
    send(handshake);
    Message answer = next();
    if (!(answer instanceof Message.Signal(Kind kind)) || kind != Kind.HANDSHAKE_OK) {
      throw new IOException("no HANDSHAKE_OK but " + answer);
    }
    if (handshake.clientType().equals("listener")) {
      Message list = next();
      if (!(list instanceof Message.UpdateSeries)) {
        throw new IOException("no UPDATE_SERIES but " + list);
      }
    }
    return this;
  }

  /** Whether the hub has ended the connection. */
  boolean ended() throws IOException {
    try {
      var unused = reader.next();
      return false;
    } catch (EOFException | java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
