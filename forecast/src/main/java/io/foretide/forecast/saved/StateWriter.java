package io.foretide.forecast.saved;

import io.foretide.forecast.Fitted;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Builds the byte form of a fitted model: big-endian fields, one after the other. */
public final class StateWriter {

  static final byte[] MAGIC = {'F', 'T', 'F'};
  static final byte VERSION = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  /** Appends a whole number. */
  public StateWriter number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    return this;
  }

  /** Appends a value. */
  public StateWriter value(double value) {
    bytes.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
    return this;
  }

  /** Appends a flag. */
  public StateWriter flag(boolean value) {
    bytes.write(value ? 1 : 0);
    return this;
  }

  /** Appends an array with its length. */
  public StateWriter values(double[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 8 * values.length).putInt(values.length);
    buffer.asDoubleBuffer().put(values);
    bytes.writeBytes(buffer.array());
    return this;
  }

  /** Appends an array of whole numbers with its length. */
  public StateWriter numbers(int[] values) {
    number(values.length);
    for (int value : values) {
      number(value);
    }
    return this;
  }

  /** Appends a text with its length. */
  public StateWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  /** Appends a model, with magic, version and checksum, as a nested block. */
  public StateWriter fit(Fitted fitted) {
    StateWriter inner = new StateWriter();
    fitted.write(inner);
    return sealed(inner);
  }

  /** Appends what another writer holds, with magic, version and checksum. */
  public StateWriter sealed(StateWriter inner) {
    byte[] block = inner.toBytes();
    bytes.writeBytes(MAGIC);
    bytes.write(VERSION);
    number(checksum(block)).number(block.length);
    bytes.writeBytes(block);
    return this;
  }

  static int checksum(byte[] block) {
    CRC32C sum = new CRC32C();
    sum.update(block);
    return (int) sum.getValue();
  }

  /** Everything appended so far. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }
}
