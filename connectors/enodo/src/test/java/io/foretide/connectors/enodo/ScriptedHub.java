package io.foretide.connectors.enodo;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.connectors.enodo.protocol.MessageCodec;
import io.foretide.connectors.enodo.protocol.Packet;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A hub that says what a recorded one said, and compares what it hears with what that heard. */
public final class ScriptedHub implements AutoCloseable {
  private final ServerSocket server;
  private final Dialect dialect;

  /** Has a client say a message now. */
  public interface Cue {
    void give(Message wanted) throws Exception;
  }

  public ScriptedHub(Dialect dialect) throws IOException {
    this.dialect = dialect;
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setSoTimeout(10_000);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Plays the pieces of one connection; answers how many packets of the client were compared. */
  public int play(List<RecordedSession.Piece> pieces, Cue cue) throws Exception {
    int compared = 0;
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(10_000);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (RecordedSession.Piece piece : pieces) {
        if (!piece.toHub()) {
          socket.getOutputStream().write(piece.bytes());
          continue;
        }
        for (Packet p : RecordedSession.packets(piece.bytes(), dialect)) {
          cue.give(MessageCodec.read(dialect, p).orElseThrow());
          byte[] heard = new byte[p.bytes(dialect).length];
          in.readFully(heard);
          Assertions.assertThat(heard).isEqualTo(p.bytes(dialect));
          compared++;
        }
      }
    }
    return compared;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
