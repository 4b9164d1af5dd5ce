package io.foretide.detect.neural;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * A dense network with tanh in its hidden layers and a linear output. Immutable once trained.
 *
 * <p>The weights of layer l are {@code weights[l][o * in + i]}, its biases follow at {@code [out *
 * in + o]}.
 */
public final class Network {
  final int[] widths;
  final double[][] weights;
  private final int[] offsets;
  private final int workSize;

  Network(int[] widths, double[][] weights) {
    this.widths = widths;
    this.weights = weights;
    offsets = new int[widths.length];
    int at = 0;
    for (int l = 0; l < widths.length; l++) {
      offsets[l] = at;
      at += widths[l];
    }
    workSize = at;
  }

  /** The space that {@link #forward} needs. */
  public int workSize() {
    return workSize;
  }

  /** Where the outputs of a layer are in the work space; layer 0 is the input. */
  int offset(int layer) {
    return offsets[layer];
  }

  /** Where the outputs of the network are in the work space. */
  public int outputOffset() {
    return offsets[widths.length - 1];
  }

  /** Runs the network on the inputs at the start of the work space. */
  public void forward(double[] work) {
    for (int l = 1; l < widths.length; l++) {
      int in = widths[l - 1];
      int out = widths[l];
      int from = offsets[l - 1];
      int to = offsets[l];
      double[] w = weights[l - 1];
      boolean linear = l == widths.length - 1;
      for (int o = 0; o < out; o++) {
        double sum = w[out * in + o];
        for (int i = 0; i < in; i++) {
          sum += w[o * in + i] * work[from + i];
        }
        work[to + o] = linear ? sum : Math.tanh(sum);
      }
    }
  }

  /** Appends shape and weights. */
  public void write(ByteSink out) {
    out.putInts(widths);
    for (double[] w : weights) {
      out.putDoubles(w);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Network read(ByteSource in) {
    int[] widths = in.getInts();
    if (widths.length < 2 || Arrays.stream(widths).anyMatch(w -> w < 1 || w > 1 << 20)) {
      throw in.damaged("a network has the widths " + Arrays.toString(widths));
    }
    double[][] weights = new double[widths.length - 1][];
    for (int l = 0; l < weights.length; l++) {
      weights[l] = in.getDoubles();
      if (weights[l].length != widths[l + 1] * (widths[l] + 1)) {
        throw in.damaged("a layer has " + weights[l].length + " weights");
      }
    }
    return new Network(widths, weights);
  }
}
