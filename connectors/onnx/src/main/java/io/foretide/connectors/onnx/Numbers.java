package io.foretide.connectors.onnx;

/** What one output of a graph yielded, number after number. */
sealed interface Numbers {
  int length();

  /** One of them; infinite ones are NaN. */
  double at(int index);

  /** Of an output of single precision: the first {@code length} values. */
  record Floats(float[] values, int length) implements Numbers {
    @Override
    public double at(int index) {
      float x = values[index];
      return Float.isInfinite(x) ? Double.NaN : x;
    }
  }

  /** Of all others. */
  record Doubles(double[] values) implements Numbers {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double at(int index) {
      double x = values[index];
      return Double.isInfinite(x) ? Double.NaN : x;
    }
  }
}
