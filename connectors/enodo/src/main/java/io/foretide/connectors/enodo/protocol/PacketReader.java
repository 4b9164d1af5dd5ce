package io.foretide.connectors.enodo.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes packets off a stream. The dialect is told by the first five bytes: the seed's length field
 * begins with 28 zeros, while in the newest era either the length or the type is above zero. Memory
 * grows with what has come, not with what a header promises. Not thread-safe.
 */
public final class PacketReader {
  private static final int TELLING = 5;
  private static final int ZEROS = 28;
  private static final int CHUNK = 64 << 10;

  private final InputStream in;
  private final MemoryBudget budget;
  private final LongSupplier nanoTime;
  private final long slowest;
  private int most;
  private @Nullable Dialect dialect;
  private int taken;

  /**
   * @param in ended by {@link java.net.SocketTimeoutException} when nothing comes for too long
   * @param budget shared by all readers
   * @param most bytes of a body
   * @param nanoTime a monotonic clock
   * @param slowest nanoseconds that one packet may take from its first byte to its last
   */
  public PacketReader(
      InputStream in, MemoryBudget budget, int most, LongSupplier nanoTime, long slowest) {
    this.in = in;
    this.budget = budget;
    this.most = most;
    this.nanoTime = nanoTime;
    this.slowest = slowest;
  }

  /** The same for a dialect that is known, as it is to who has called. */
  public PacketReader as(Dialect known) {
    dialect = known;
    return this;
  }

  /** Takes larger or smaller bodies from now on. */
  public void most(int bytes) {
    most = bytes;
  }

  /** How the other side speaks; empty before its first packet. */
  public java.util.Optional<Dialect> dialect() {
    return java.util.Optional.ofNullable(dialect);
  }

  /**
   * The next packet. Its room is given back at the next call or by {@link #release}.
   *
   * @throws EOFException at the end of the stream, also within a packet
   * @throws ProtocolException if what comes is no packet, or one too large or too slow
   */
  public Packet next() throws IOException {
    release();
    byte[] header = new byte[Dialect.SEED.header()];
    int first = in.read();
    if (first < 0) {
      throw new EOFException("the other side has closed the connection");
    }
    header[0] = (byte) first;
    long began = nanoTime.getAsLong();
    Dialect d = dialect;
    if (d == null) {
      fill(header, 1, TELLING, began);
      d = isZero(header, TELLING) ? Dialect.SEED : Dialect.NEWEST;
      dialect = d;
      fill(header, TELLING, d.header(), began);
    } else {
      fill(header, 1, d.header(), began);
    }
    ByteBuffer b = ByteBuffer.wrap(header);
    long length;
    long type;
    long number;
    if (d == Dialect.SEED) {
      if (!isZero(header, ZEROS)) {
        throw new ProtocolException("a length of more than 4 bytes: expected a seed packet");
      }
      length = b.getInt(ZEROS) & 0xffff_ffffL;
      type = b.getLong(ZEROS + 4);
      number = b.getLong(ZEROS + 12);
      if (length == 0 && type == 0 && number == 0) {
        throw new EOFException("the other side has lost the connection");
      }
    } else {
      length = b.getInt(0) & 0xffff_ffffL;
      type = b.get(4) & 0xff;
      number = b.get(5) & 0xff;
    }
    if (type < 0 || type > 0xff) {
      throw new ProtocolException(
          "a packet of type " + Long.toUnsignedString(type) + ": expected 0 to 255");
    }
    if (length > most) {
      throw new ProtocolException(
          "a packet of " + length + " bytes: expected at most " + most + " here");
    }
    return new Packet((int) type, number, body((int) length, began));
  }

  private static boolean isZero(byte[] bytes, int n) {
    for (int i = 0; i < n; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private byte[] body(int length, long began) throws IOException {
    taken = budget.take(length);
    byte[] out = new byte[Math.min(length, CHUNK)];
    int have = 0;
    while (have < length) {
      if (have == out.length) {
        out = Arrays.copyOf(out, (int) Math.min(length, 2L * out.length));
      }
      fill(out, have, out.length, began);
      have = out.length;
    }
    return out;
  }

  private void fill(byte[] into, int from, int to, long began) throws IOException {
    int at = from;
    while (at < to) {
      int n = in.read(into, at, to - at);
      if (n < 0) {
        throw new EOFException("the connection ended within a packet");
      }
      at += n;
      if (at < to && nanoTime.getAsLong() - began > slowest) {
        throw new ProtocolException("a packet came too slowly");
      }
    }
  }

  /** Gives back the room of the last packet. */
  public void release() {
    budget.give(taken);
    taken = 0;
  }
}
