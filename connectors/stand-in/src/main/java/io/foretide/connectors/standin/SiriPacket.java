package io.foretide.connectors.standin;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A package as SiriDB's servers send and receive it: eight bytes of header, little endian (length,
 * number, type, type xor 255), then the body.
 *
 * @param number pairs an answer with its request, 0 to 65535
 * @param type what it is
 * @param body qpack, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record SiriPacket(int number, int type, byte[] body) {
  static final int QUERY = 0;
  static final int INSERT = 1;
  static final int AUTH = 2;
  static final int RESULT = 0;
  static final int INSERTED = 1;
  static final int WELCOME = 2;
  static final int QUERY_ERROR = 65;
  static final int NOT_AUTHENTICATED = 71;
  static final int BAD_CREDENTIALS = 72;
  static final int UNKNOWN_DATABASE = 73;

  private static final int HEADER = 8;

  /** An answer larger than this is taken for noise. */
  static final int MOST_BYTES = 256 << 20;

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(HEADER + body.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(body.length).putShort((short) number).put((byte) type).put((byte) (type ^ 0xff));
    return out.put(body).array();
  }

  /**
   * The next package of a stream.
   *
   * @throws EOFException at the end of the stream
   * @throws IOException if what comes is no package
   */
  static SiriPacket read(DataInputStream in) throws IOException {
    byte[] header = new byte[HEADER];
    in.readFully(header);
    ByteBuffer b = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    int length = b.getInt();
    int number = b.getShort() & 0xffff;
    int type = b.get() & 0xff;
    int check = b.get() & 0xff;
    if (check != (type ^ 0xff)) {
      throw new IOException("a package of type " + type + " has the check byte " + check);
    }
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a package of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new SiriPacket(number, type, body);
  }
}
