package io.foretide.connectors.qpack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads qpack token by token, without making objects for numbers. Containers of a known size and
 * open ones look the same: they end with {@link Token#END_ARRAY} or {@link Token#END_MAP}, also
 * where the data ends without closing them, as SiriDB's answers do. Not thread-safe.
 */
public final class QpackReader {
  /** Deepest nesting; more is refused. */
  public static final int MAX_DEPTH = 64;

  private static final int OPEN = -1;

  private final ByteBuffer in;

  /** Items left in each open container; {@link #OPEN} until a closing byte. */
  private final int[] left = new int[MAX_DEPTH];

  private final boolean[] map = new boolean[MAX_DEPTH];
  private int depth;
  private long whole;
  private double real;
  private int rawFrom;
  private int rawLength;

  public QpackReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  public QpackReader(byte[] bytes, int offset, int length) {
    in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The next token.
   *
   * @throws QpackException if the bytes are no qpack
   */
  public Token next() throws QpackException {
    if (depth > 0 && left[depth - 1] == 0) {
      return close();
    }
    if (!in.hasRemaining()) {
      return depth > 0 ? unclosed() : Token.END;
    }
    int b = in.get() & 0xff;
    if (b == 0xfe || b == 0xff) {
      return closing(b == 0xff);
    }
    if (depth > 0 && left[depth - 1] > 0) {
      left[depth - 1]--;
    }
    return begin(b);
  }

  private Token unclosed() throws QpackException {
    if (left[depth - 1] != OPEN) {
      throw new QpackException(
          "the data ends " + left[depth - 1] + " items before a container of known size does");
    }
    return close();
  }

  private Token close() {
    depth--;
    return map[depth] ? Token.END_MAP : Token.END_ARRAY;
  }

  private Token closing(boolean ofMap) throws QpackException {
    if (depth == 0 || left[depth - 1] != OPEN || map[depth - 1] != ofMap) {
      throw new QpackException(
          "a closing byte at " + (in.position() - 1) + " closes nothing that is open");
    }
    return close();
  }

  private Token begin(int b) throws QpackException {
    if (b < 0x40) {
      return whole(b);
    }
    if (b < 0x7c) {
      return whole(63L - b);
    }
    if (b >= 0x80 && b < 0xe4) {
      return raw(b - 0x80L);
    }
    return switch (b) {
      case 0x7c -> whole(0);
      case 0x7d -> real(-1);
      case 0x7e -> real(0);
      case 0x7f -> real(1);
      case 0xe4 -> raw(take(1).get() & 0xffL);
      case 0xe5 -> raw(take(2).getShort() & 0xffffL);
      case 0xe6 -> raw(take(4).getInt() & 0xffff_ffffL);
      case 0xe7 -> raw(take(8).getLong());
      case 0xe8 -> whole(take(1).get());
      case 0xe9 -> whole(take(2).getShort());
      case 0xea -> whole(take(4).getInt());
      case 0xeb -> whole(take(8).getLong());
      case 0xec -> real(take(8).getDouble());
      case 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf2 -> open(Token.ARRAY, b - 0xed);
      case 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8 -> open(Token.MAP, 2 * (b - 0xf3));
      case 0xf9 -> Token.TRUE;
      case 0xfa -> Token.FALSE;
      case 0xfb -> Token.NULL;
      case 0xfc -> open(Token.ARRAY, OPEN);
      default -> open(Token.MAP, OPEN);
    };
  }

  private ByteBuffer take(int bytes) throws QpackException {
    if (in.remaining() < bytes) {
      throw new QpackException(
          "the data ends at " + in.limit() + " within a value of " + bytes + " bytes");
    }
    return in;
  }

  private Token whole(long value) {
    whole = value;
    return Token.WHOLE;
  }

  private Token real(double value) {
    real = value;
    return Token.REAL;
  }

  private Token raw(long length) throws QpackException {
    if (length < 0 || length > in.remaining()) {
      throw new QpackException(
          "a text of "
              + Long.toUnsignedString(length)
              + " bytes where "
              + in.remaining()
              + " are left");
    }
    rawFrom = in.position();
    rawLength = (int) length;
    in.position(rawFrom + rawLength);
    return Token.RAW;
  }

  private Token open(Token token, int items) throws QpackException {
    if (depth == MAX_DEPTH) {
      throw new QpackException("nested deeper than " + MAX_DEPTH + " levels");
    }
    left[depth] = items;
    map[depth++] = token == Token.MAP;
    return token;
  }

  /** The number of the last {@link Token#WHOLE}. */
  public long whole() {
    return whole;
  }

  /** The number of the last {@link Token#REAL}. */
  public double real() {
    return real;
  }

  /** The bytes of the last {@link Token#RAW}, copied. */
  public byte[] raw() {
    int from = in.arrayOffset() + rawFrom;
    return Arrays.copyOfRange(in.array(), from, from + rawLength);
  }

  /**
   * The last {@link Token#RAW} as text.
   *
   * @throws QpackException if it is no UTF-8
   */
  public String text() throws QpackException {
    try {
      CharBuffer chars =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(in.array(), in.arrayOffset() + rawFrom, rawLength));
      return chars.toString();
    } catch (CharacterCodingException e) {
      throw new QpackException("a text of " + rawLength + " bytes is no UTF-8");
    }
  }

  /** Passes over the value that {@code token} began. */
  public void skip(Token token) throws QpackException {
    if (token != Token.ARRAY && token != Token.MAP) {
      return;
    }
    int outside = depth - 1;
    while (depth > outside) {
      if (next() == Token.END) {
        return;
      }
    }
  }

  /** Bytes that no token has taken. */
  public int remaining() {
    return in.remaining();
  }
}
