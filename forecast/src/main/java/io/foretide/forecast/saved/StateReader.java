package io.foretide.forecast.saved;

import io.foretide.forecast.Fitted;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads what {@link StateWriter} wrote, field by field. */
public final class StateReader {

  private final ByteBuffer bytes;

  StateReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /** Next whole number. */
  public int number() {
    return bytes.getInt();
  }

  /** Next value. */
  public double value() {
    return bytes.getDouble();
  }

  /** Next flag. */
  public boolean flag() {
    return bytes.get() != 0;
  }

  /** Next array. */
  public double[] values() {
    double[] values = new double[length(8)];
    bytes.asDoubleBuffer().get(values);
    bytes.position(bytes.position() + 8 * values.length);
    return values;
  }

  /** Next array of whole numbers. */
  public int[] numbers() {
    int[] values = new int[length(4)];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.getInt();
    }
    return values;
  }

  /** Next text. */
  public String text() {
    byte[] utf8 = new byte[length(1)];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Next nested model. */
  public Fitted fit() {
    return SavedFit.readBlock(block());
  }

  /** What {@link StateWriter#sealed} wrote. */
  StateReader block() {
    for (byte letter : StateWriter.MAGIC) {
      if (bytes.get() != letter) {
        throw new IllegalArgumentException(
            "Not a saved model: it does not start with FTF. Pass the bytes of Fitted.toBytes()");
      }
    }
    byte version = bytes.get();
    if (version != StateWriter.VERSION) {
      throw new IllegalArgumentException(
          "Saved model has version "
              + version
              + ", expected "
              + StateWriter.VERSION
              + ". Fit the model again");
    }
    int expected = bytes.getInt();
    byte[] block = new byte[length(1)];
    bytes.get(block);
    int found = StateWriter.checksum(block);
    if (found != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Saved model of %d bytes is damaged: its checksum is %08x, expected %08x."
                  + " Fit the model again",
              block.length,
              found,
              expected));
    }
    return new StateReader(block);
  }

  /** Bytes not read yet. */
  int left() {
    return bytes.remaining();
  }

  private int length(int width) {
    int length = bytes.getInt();
    if (length < 0 || (long) length * width > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }
}
