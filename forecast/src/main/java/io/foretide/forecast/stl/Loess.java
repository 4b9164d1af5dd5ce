package io.foretide.forecast.stl;

/** Local regression of evenly spaced values with tricube weights, as STL uses it. */
final class Loess {

  private final double[] weights;
  private boolean known;

  Loess(int longest) {
    weights = new double[longest + 1];
  }

  /**
   * Smooths {@code n} values.
   *
   * @param window number of neighbours
   * @param degree 0 or 1
   * @param jump distance between places where the regression is evaluated; lines join them
   * @param robust weights per value, or an empty array
   */
  void smooth(
      double[] y, int n, int window, int degree, int jump, double[] robust, double[] out, int to) {
    if (n < 2) {
      out[to] = y[0];
      return;
    }
    int step = Math.min(jump, n - 1);
    int half = (window + 1) / 2;
    int left = 1;
    int right = Math.min(window, n);
    for (int i = 1; i <= n; i += step) {
      if (window < n) {
        if (step == 1) {
          if (i > half && right != n) {
            left++;
            right++;
          }
        } else if (i < half) {
          left = 1;
          right = window;
        } else if (i >= n - half + 1) {
          left = n - window + 1;
          right = n;
        } else {
          left = i - half + 1;
          right = window + i - half;
        }
      }
      double value = at(y, n, window, degree, i, left, right, robust);
      out[to + i - 1] = known ? value : y[i - 1];
    }
    if (step == 1) {
      return;
    }
    for (int i = 1; i <= n - step; i += step) {
      line(out, to + i - 1, to + i + step - 1);
    }
    int last = (n - 1) / step * step + 1;
    if (last != n) {
      double value = at(y, n, window, degree, n, left, right, robust);
      out[to + n - 1] = known ? value : y[n - 1];
      if (last != n - 1) {
        line(out, to + last - 1, to + n - 1);
      }
    }
  }

  private static void line(double[] out, int from, int to) {
    double slope = (out[to] - out[from]) / (to - from);
    for (int j = from + 1; j < to; j++) {
      out[j] = out[from] + slope * (j - from);
    }
  }

  /** Whether the last {@link #at} had any weight. */
  boolean known() {
    return known;
  }

  /** The regression at place {@code x} (1-based, may lie outside the values). */
  double at(
      double[] y, int n, int window, int degree, double x, int left, int right, double[] robust) {
    double h = Math.max(x - left, right - x);
    if (window > n) {
      h += (window - n) / 2;
    }
    double far = 0.999 * h;
    double near = 0.001 * h;
    double sum = 0;
    boolean weighted = robust.length > 0;
    for (int j = left; j <= right; j++) {
      double r = Math.abs(j - x);
      double w = 0;
      if (r <= far) {
        if (r <= near) {
          w = 1;
        } else {
          double q = r / h;
          double c = 1 - q * q * q;
          w = c * c * c;
        }
        if (weighted) {
          w *= robust[j - 1];
        }
        sum += w;
      }
      weights[j - left] = w;
    }
    known = sum > 0;
    if (!known) {
      return 0;
    }
    double mean = 0;
    for (int j = left; j <= right; j++) {
      weights[j - left] /= sum;
      mean += weights[j - left] * j;
    }
    double slope = 0;
    if (h > 0 && degree > 0) {
      double c = 0;
      for (int j = left; j <= right; j++) {
        c += weights[j - left] * (j - mean) * (j - mean);
      }
      if (Math.sqrt(c) > 0.001 * (n - 1)) {
        slope = (x - mean) / c;
      }
    }
    double value = 0;
    for (int j = left; j <= right; j++) {
      value += weights[j - left] * (1 + slope * (j - mean)) * y[j - 1];
    }
    return value;
  }
}
