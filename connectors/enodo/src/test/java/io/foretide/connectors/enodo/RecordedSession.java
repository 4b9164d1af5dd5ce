package io.foretide.connectors.enodo;

import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.MemoryBudget;
import io.foretide.connectors.enodo.protocol.Packet;
import io.foretide.connectors.enodo.protocol.PacketReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** What real programs of Enodo's said to each other, in the order in which it was seen. */
public record RecordedSession(List<Piece> pieces) {
  /**
   * @param connection number
   * @param toHub or else from the hub
   * @param bytes empty when the connection was opened
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Piece(int connection, boolean toHub, byte[] bytes) {}

  public static RecordedSession load(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RecordedSession.class.getResourceAsStream(name), name)) {
      List<Piece> out = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(" ");
        if (!line.startsWith("#") && parts.length == 3) {
          out.add(
              new Piece(
                  Integer.parseInt(parts[0]),
                  parts[1].equals(">"),
                  HexFormat.of().parseHex(parts[2])));
        }
      }
      return new RecordedSession(out);
    }
  }

  /** The connections in it. */
  public List<Integer> connections() {
    return pieces.stream().map(Piece::connection).distinct().toList();
  }

  /** The packets of one direction of one connection. */
  public List<Packet> packets(int connection, boolean toHub, Dialect dialect) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Piece p : pieces) {
      if (p.connection == connection && p.toHub == toHub) {
        all.write(p.bytes);
      }
    }
    return packets(all.toByteArray(), dialect);
  }

  /** The packets of some bytes. */
  public static List<Packet> packets(byte[] bytes, Dialect dialect) throws IOException {
    PacketReader reader =
        new PacketReader(
                new ByteArrayInputStream(bytes),
                new MemoryBudget(1 << 20, 1),
                1 << 20,
                System::nanoTime,
                Long.MAX_VALUE)
            .as(dialect);
    List<Packet> out = new ArrayList<>();
    try {
      while (true) {
        out.add(reader.next());
      }
    } catch (EOFException e) {
      return out;
    }
  }
}
