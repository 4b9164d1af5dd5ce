package io.foretide.detect.neural;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * How a network is trained: Adam (Kingma and Ba 2015) on the mean squared error, with an L1 penalty
 * of 1e-4 on the outputs of the encoding layers from the second on, as Gordo has it.
 *
 * @param compression share of the features in the narrowest layer
 * @param layers encoding layers
 * @param epochs passes over the rows
 * @param batch rows per step
 * @param rate step size
 * @param seed of weights and order
 */
public record TrainSettings(
    double compression, int layers, int epochs, int batch, double rate, long seed) {

  /** Gordo's shape: half of the features, three layers; 60 epochs of batches of 32. */
  public static TrainSettings usual(long seed) {
    return new TrainSettings(0.5, 3, 60, 32, 2e-3, seed);
  }

  /** The same with that many epochs. */
  public TrainSettings withEpochs(int count) {
    return new TrainSettings(compression, layers, count, batch, rate, seed);
  }

  /** The same with that many encoding layers. */
  public TrainSettings withLayers(int count) {
    return new TrainSettings(compression, count, epochs, batch, rate, seed);
  }

  /** Appends the settings. */
  public void write(ByteSink out) {
    out.putDouble(compression);
    out.putInt(layers);
    out.putInt(epochs);
    out.putInt(batch);
    out.putDouble(rate);
    out.putLong(seed);
  }

  /** Reads what {@link #write} wrote. */
  public static TrainSettings read(ByteSource in) {
    return new TrainSettings(
        in.getDouble(), in.getInt(), in.getInt(), in.getInt(), in.getDouble(), in.getLong());
  }
}
