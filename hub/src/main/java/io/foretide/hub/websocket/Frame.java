package io.foretide.hub.websocket;

import io.helidon.common.buffers.DataReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A frame (RFC 6455, section 5.2).
 *
 * @param last whether its message ends with it
 * @param code what it is
 * @param payload not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
record Frame(boolean last, int code, byte[] payload) {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  static final int NOT_TAKEN = 1003;
  static final int TOO_BIG = 1009;
  static final int TRY_LATER = 1013;

  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;
  private static final int RESERVED = 0x70;
  private static final int CONTROL = 8;
  private static final int MOST_OF_CONTROL = 125;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  static Frame text(String text) {
    return new Frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static Frame control(int code, byte[] payload) {
    return new Frame(true, code, payload);
  }

  /** Says why a connection ends; the reason is cut to what a control frame may carry. */
  static Frame close(int status, String reason) {
    byte[] words = reason.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(words.length, MOST_OF_CONTROL - 2);
    return control(
        CLOSE,
        ByteBuffer.allocate(2 + length).putShort((short) status).put(words, 0, length).array());
  }

  boolean isControl() {
    return code >= CONTROL;
  }

  /** As a server sends it: not masked. */
  byte[] bytes() {
    int n = payload.length;
    ByteBuffer out = ByteBuffer.allocate(n + 10);
    out.put((byte) (last ? LAST | code : code));
    if (n < TWO_BYTES) {
      out.put((byte) n);
    } else if (n < 1 << 16) {
      out.put((byte) TWO_BYTES).putShort((short) n);
    } else {
      out.put((byte) EIGHT_BYTES).putLong(n);
    }
    out.put(payload);
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * The next frame of a client.
   *
   * @param most bytes that its payload may have
   * @throws Broken if it is none, or too long
   */
  static Frame read(DataReader in, int most) throws Broken {
    int first = in.read() & 0xff;
    int second = in.read() & 0xff;
    int code = first & 0x0f;
    if ((first & RESERVED) != 0) {
      throw new Broken(PROTOCOL_ERROR, "no extension was agreed on");
    }
    if ((second & MASKED) == 0) {
      throw new Broken(PROTOCOL_ERROR, "frames of clients are masked");
    }
    long length = second & 0x7f;
    if (code >= CONTROL && (length > MOST_OF_CONTROL || (first & LAST) == 0)) {
      throw new Broken(PROTOCOL_ERROR, "a control frame is short and whole");
    }
    if (length >= TWO_BYTES) {
      int bytes = length == TWO_BYTES ? 2 : 8;
      length = 0;
      for (byte b : in.readBytes(bytes)) {
        length = length << 8 | b & 0xff;
      }
    }
    if (length < 0 || length > most) {
      throw new Broken(TOO_BIG, "a message has at most " + most + " bytes");
    }
    byte[] mask = in.readBytes(4);
    byte[] payload = length == 0 ? new byte[0] : in.readBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return new Frame((first & LAST) != 0, code, payload);
  }

  /** What came is not as agreed; ends its connection. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Broken(int status, String reason) {
      super(reason, null, false, false);
      this.status = status;
    }

    Frame frame() {
      return close(status, String.valueOf(getMessage()));
    }
  }
}
