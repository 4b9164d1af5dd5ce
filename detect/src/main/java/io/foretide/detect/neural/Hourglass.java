package io.foretide.detect.neural;

import io.foretide.detect.Refused;

/**
 * The layer widths of Gordo's hourglass: linear from the number of features down to a share of it.
 */
public final class Hourglass {
  private Hourglass() {}

  /**
   * Widths of the encoding layers; the decoder has the same in reverse.
   *
   * @param compression share of the features in the narrowest layer, 0 to 1
   * @param layers encoding layers, at least 1
   * @param features at least 1
   */
  public static int[] dims(double compression, int layers, int features) {
    if (!(compression >= 0 && compression <= 1) || layers < 1 || features < 1) {
      throw Refused.because(
              "an hourglass has compression "
                  + compression
                  + ", "
                  + layers
                  + " layers and "
                  + features
                  + " features",
              "a compression of 0 to 1, at least 1 layer and 1 feature")
          .asException();
    }
    double small = Math.max(Math.min(Math.ceil(compression * features), features), 1);
    double slope = (features - small) / layers;
    int[] dims = new int[layers];
    for (int i = 1; i <= layers; i++) {
      dims[i - 1] = (int) Math.rint(features - i * slope);
    }
    return dims;
  }

  /** Widths of all hidden layers: encoder, then decoder. */
  public static int[] hidden(double compression, int layers, int features) {
    int[] dims = dims(compression, layers, features);
    int[] hidden = new int[2 * layers];
    for (int i = 0; i < layers; i++) {
      hidden[i] = dims[i];
      hidden[2 * layers - 1 - i] = dims[i];
    }
    return hidden;
  }
}
