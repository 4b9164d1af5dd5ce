package io.foretide.store.prediction;

import io.foretide.core.prediction.PredictionBlock;
import io.foretide.store.codec.Bytes;
import io.foretide.store.codec.DamagedException;
import io.foretide.store.codec.Doubles;
import io.foretide.store.codec.Reader;

/**
 * A block of predicted rows with its values packed: one section per output.
 *
 * @param origin of the block
 * @param first instant of the first row
 * @param step between rows
 * @param rows how many
 * @param data version byte, number of outputs, then the columns
 */
public record Block(long origin, long first, long step, int rows, byte[] data) {
  private static final int VERSION = 1;
  private static final int MOST_OUTPUTS = 10_000;

  public static Block pack(PredictionBlock b) {
    Bytes out = new Bytes(16 + b.values().length * (b.rows() * 4 + 8));
    out.put(VERSION);
    out.putUnsigned(b.values().length);
    for (double[] column : b.values()) {
      if (column.length != b.rows()) {
        throw new IllegalArgumentException(
            "an output of "
                + column.length
                + " rows beside one of "
                + b.rows()
                + ": expected equal lengths");
      }
      Doubles.encode(column, 0, column.length, out);
    }
    return new Block(b.origin(), b.first(), b.step(), b.rows(), out.toArray());
  }

  /** The values, {@code [output][row]}. */
  double[][] values() {
    Reader in = new Reader(data);
    int version = in.get();
    if (version != VERSION) {
      throw new DamagedException(
          "predictions of origin " + origin + " have form " + version + ": expected " + VERSION);
    }
    double[][] values = new double[in.getCount(MOST_OUTPUTS)][rows];
    for (double[] column : values) {
      Doubles.decode(in, column, 0, rows);
    }
    return values;
  }

  PredictionBlock unpack() {
    return new PredictionBlock(origin, first, step, values());
  }

  /** The instant after the last row. */
  long last() {
    return first + (rows - 1) * step;
  }
}
