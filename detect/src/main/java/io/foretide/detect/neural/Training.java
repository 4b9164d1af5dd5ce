package io.foretide.detect.neural;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Trains a {@link Network} by back-propagation and Adam; the same seed gives the same weights. */
public final class Training {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-7;
  private static final double ACTIVITY = 1e-4;

  private final TrainSettings settings;
  private final Network network;
  private final double[][] gradient;
  private final double[][] first;
  private final double[][] second;
  private final double[] work;
  private final double[] delta;
  private long steps;

  private Training(Network network, TrainSettings settings) {
    this.network = network;
    this.settings = settings;
    gradient = zeros(network.weights);
    first = zeros(network.weights);
    second = zeros(network.weights);
    work = new double[network.workSize()];
    delta = new double[network.workSize()];
  }

  /**
   * Trains an hourglass.
   *
   * @param x inputs as {@code [signal][row]}, without NaN and of the size of 1
   * @param y targets in the same form
   */
  public static Network hourglass(double[][] x, double[][] y, TrainSettings settings) {
    int[] hidden = Hourglass.hidden(settings.compression(), settings.layers(), x.length);
    int[] widths = new int[hidden.length + 2];
    widths[0] = x.length;
    System.arraycopy(hidden, 0, widths, 1, hidden.length);
    widths[widths.length - 1] = y.length;
    SplittableRandom random = new SplittableRandom(settings.seed());
    double[][] weights = new double[widths.length - 1][];
    for (int l = 0; l < weights.length; l++) {
      int in = widths[l];
      int out = widths[l + 1];
      weights[l] = new double[out * (in + 1)];
      // Glorot's uniform initialisation, biases 0.
      double reach = Math.sqrt(6.0 / (in + out));
      for (int k = 0; k < out * in; k++) {
        weights[l][k] = random.nextDouble(-reach, reach);
      }
    }
    Training training = new Training(new Network(widths, weights), settings);
    training.run(x, y, random);
    return training.network;
  }

  private void run(double[][] x, double[][] y, SplittableRandom random) {
    int n = x[0].length;
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      for (int i = n - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int held = order[i];
        order[i] = order[j];
        order[j] = held;
      }
      for (int from = 0; from < n; from += settings.batch()) {
        int to = Math.min(n, from + settings.batch());
        for (double[] g : gradient) {
          Arrays.fill(g, 0.0);
        }
        for (int k = from; k < to; k++) {
          back(x, y, order[k], 1.0 / (to - from));
        }
        step();
      }
    }
  }

  private void back(double[][] x, double[][] y, int row, double share) {
    int[] widths = network.widths;
    for (int j = 0; j < x.length; j++) {
      work[j] = x[j][row];
    }
    network.forward(work);
    Arrays.fill(delta, 0.0);
    int last = widths.length - 1;
    int at = network.offset(last);
    for (int j = 0; j < y.length; j++) {
      delta[at + j] = share * 2 * (work[at + j] - y[j][row]) / y.length;
    }
    int encoders = (widths.length - 2) / 2;
    for (int l = last; l >= 1; l--) {
      int in = widths[l - 1];
      int out = widths[l];
      int from = network.offset(l - 1);
      int to = network.offset(l);
      double[] w = network.weights[l - 1];
      double[] g = gradient[l - 1];
      boolean penalised = l >= 2 && l <= encoders;
      for (int o = 0; o < out; o++) {
        double d = delta[to + o];
        if (l < last) {
          double a = work[to + o];
          d += penalised ? share * ACTIVITY * Math.signum(a) : 0;
          d *= 1 - a * a;
        }
        g[out * in + o] += d;
        for (int i = 0; i < in; i++) {
          g[o * in + i] += d * work[from + i];
          delta[from + i] += d * w[o * in + i];
        }
      }
    }
  }

  private void step() {
    steps++;
    double rate =
        settings.rate() * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    for (int l = 0; l < gradient.length; l++) {
      double[] g = gradient[l];
      double[] m = first[l];
      double[] v = second[l];
      double[] w = network.weights[l];
      for (int k = 0; k < g.length; k++) {
        m[k] = BETA1 * m[k] + (1 - BETA1) * g[k];
        v[k] = BETA2 * v[k] + (1 - BETA2) * g[k] * g[k];
        w[k] -= rate * m[k] / (Math.sqrt(v[k]) + EPSILON);
      }
    }
  }

  private static double[][] zeros(double[][] like) {
    double[][] zeros = new double[like.length][];
    for (int l = 0; l < like.length; l++) {
      zeros[l] = new double[like[l].length];
    }
    return zeros;
  }
}
