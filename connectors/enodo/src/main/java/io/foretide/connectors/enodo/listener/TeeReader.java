package io.foretide.connectors.enodo.listener;

import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.Token;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads what SiriDB pushes: packages of eight bytes of header (length, little endian; the rest says
 * nothing here) and a map, never closed, from a name that ends in a zero byte to points. Not
 * thread-safe.
 */
final class TeeReader {
  /** A larger package is taken for noise. */
  static final int MOST_BYTES = 64 << 20;

  private static final int HEADER = 8;
  private static final int CHUNK = 64 << 10;
  private final InputStream in;
  private final byte[] header = new byte[HEADER];

  /** Takes the number of points of a series in one package. */
  interface Sink {
    void points(String series, long n);
  }

  TeeReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads one package.
   *
   * @throws EOFException at the end of the stream
   * @throws IOException if what comes is no package
   */
  void next(Sink sink) throws IOException {
    fill(header, 0, HEADER);
    long length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xffff_ffffL;
    if (length > MOST_BYTES) {
      throw new IOException(
          "a package of " + length + " bytes: expected at most " + MOST_BYTES + " from SiriDB");
    }
    byte[] body = new byte[(int) Math.min(length, CHUNK)];
    int have = 0;
    while (have < length) {
      if (have == body.length) {
        body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
      }
      fill(body, have, body.length);
      have = body.length;
    }
    try {
      count(new QpackReader(body), sink);
    } catch (QpackException e) {
      throw new IOException("a package that holds no points: " + e.getMessage(), e);
    }
  }

  private void fill(byte[] into, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      int n = in.read(into, at, to - at);
      if (n < 0) {
        throw new EOFException("SiriDB has closed the tee");
      }
      at += n;
    }
  }

  private static void count(QpackReader in, Sink sink) throws QpackException {
    Token first = in.next();
    if (first != Token.MAP) {
      throw new QpackException("no map: expected points by series");
    }
    for (Token t = in.next(); t != Token.END_MAP; t = in.next()) {
      if (t != Token.RAW) {
        throw new QpackException("a key that is no text: expected the name of a series");
      }
      String name = in.text();
      if (name.endsWith("\0")) {
        name = name.substring(0, name.length() - 1);
      }
      Token value = in.next();
      if (value != Token.ARRAY) {
        throw new QpackException("no array: expected points of '" + name + "'");
      }
      long n = 0;
      for (Token p = in.next(); p != Token.END_ARRAY; p = in.next()) {
        in.skip(p);
        n++;
      }
      sink.points(name, n);
    }
  }
}
