package io.foretide.connectors.onnx;

import io.foretide.models.feature.Feature;
import java.util.List;

/**
 * What is put into one input of the graph.
 *
 * @param name of the graph's input; empty for its only one
 * @param features the numbers, in order
 * @param window buckets that each feature is given for, the row's own last; 1 for the row's alone
 * @param channelsFirst whether a window is laid out [features, window] instead of [window,
 *     features]
 */
record InputBinding(String name, List<Feature> features, int window, boolean channelsFirst) {
  InputBinding {
    features = List.copyOf(features);
  }

  /** Numbers per row. */
  int size() {
    return features.size() * window;
  }

  /** Buckets before a row's own that it looks at. */
  long reach() {
    return window - 1 + features.stream().mapToLong(Feature::reach).max().orElse(0);
  }

  /** Where feature {@code f} at place {@code t} of the window is within a row. */
  int offset(int f, int t) {
    return channelsFirst ? f * window + t : t * features.size() + f;
  }
}
