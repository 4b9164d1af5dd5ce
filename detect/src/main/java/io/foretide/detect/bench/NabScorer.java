package io.foretide.detect.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The score of the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating Real-time Anomaly
 * Detection Algorithms", ICMLA 2015; scorer version 1.1): the earliest detection in a window counts
 * by a sigmoid of its position, a missed window costs, a false positive costs less the sooner it
 * comes after a window.
 *
 * @param falsePositive weight of a false positive
 * @param falseNegative weight of a missed window
 */
public record NabScorer(double falsePositive, double falseNegative) {
  /** The standard profile. */
  public static final NabScorer STANDARD = new NabScorer(0.11, 1);

  /** The profile that rewards few false positives. */
  public static final NabScorer LOW_FP = new NabScorer(0.22, 1);

  /** The profile that rewards few missed windows. */
  public static final NabScorer LOW_FN = new NabScorer(0.11, 2);

  /** The best threshold over all files, and the normalised score there. */
  public record Best(double threshold, double score) {}

  private static double sigmoid(double x) {
    return x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1;
  }

  /** What a detection at each row is worth; rows of windows are positive. */
  double[] worth(NabFile file) {
    int n = file.values().length;
    double[] worth = new double[n];
    double most = sigmoid(-1);
    int w = 0;
    int[][] windows = file.windows();
    for (int i = 0; i < n; i++) {
      while (w < windows.length && i > windows[w][1]) {
        w++;
      }
      if (w < windows.length && i >= windows[w][0]) {
        double width = windows[w][1] - windows[w][0] + 1;
        worth[i] = sigmoid(-(windows[w][1] - i + 1) / width) / most;
      } else if (w == 0) {
        worth[i] = -falsePositive;
      } else {
        double width = windows[w - 1][1] - windows[w - 1][0] + 1;
        worth[i] = falsePositive * sigmoid((i - windows[w - 1][1]) / (width - 1));
      }
    }
    return worth;
  }

  /** The raw score of one file: rows at or above the threshold are detections. */
  public double score(NabFile file, double[] scores, double threshold) {
    double[] worth = worth(file);
    double total = 0;
    double[] best = new double[file.windows().length];
    Arrays.fill(best, -falseNegative);
    for (int i = file.probation(); i < scores.length; i++) {
      if (scores[i] >= threshold) {
        int w = window(file, i);
        if (w < 0) {
          total += worth[i];
        } else {
          best[w] = Math.max(best[w], worth[i]);
        }
      }
    }
    return total + Arrays.stream(best).sum();
  }

  private static int window(NabFile file, int row) {
    for (int w = 0; w < file.windows().length; w++) {
      if (row >= file.windows()[w][0] && row <= file.windows()[w][1]) {
        return w;
      }
    }
    return -1;
  }

  /** 0 for no detections at all, 100 for a perfect detector. */
  public double normalised(List<NabFile> files, List<double[]> scores, double threshold) {
    double raw = 0;
    int windows = 0;
    for (int f = 0; f < files.size(); f++) {
      raw += score(files.get(f), scores.get(f), threshold);
      windows += files.get(f).windows().length;
    }
    return normalise(raw, windows);
  }

  private double normalise(double raw, int windows) {
    double worst = falseNegative * windows;
    return 100 * (raw + worst) / (windows + worst);
  }

  /**
   * The one threshold for all files that gives the highest score, as the benchmark's own protocol
   * chooses it. It looks at the labels, so it says what a detector could reach, not what it does.
   */
  public Best best(List<NabFile> files, List<double[]> scores) {
    int rows = scores.stream().mapToInt(s -> s.length).sum();
    double[] value = new double[rows];
    int[] file = new int[rows];
    int[] row = new int[rows];
    int n = 0;
    double[][] worth = new double[files.size()][];
    double[][] reached = new double[files.size()][];
    double total = 0;
    int windows = 0;
    for (int f = 0; f < files.size(); f++) {
      worth[f] = worth(files.get(f));
      reached[f] = new double[files.get(f).windows().length];
      Arrays.fill(reached[f], -falseNegative);
      total -= falseNegative * reached[f].length;
      windows += reached[f].length;
      for (int i = files.get(f).probation(); i < scores.get(f).length; i++) {
        if (!Double.isNaN(scores.get(f)[i])) {
          value[n] = scores.get(f)[i];
          file[n] = f;
          row[n++] = i;
        }
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(value[b], value[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double most = total;
    double threshold = Double.POSITIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      int f = file[order[k]];
      int i = row[order[k]];
      int w = window(files.get(f), i);
      if (w < 0) {
        total += worth[f][i];
      } else if (worth[f][i] > reached[f][w]) {
        total += worth[f][i] - reached[f][w];
        reached[f][w] = worth[f][i];
      }
      boolean last = k == n - 1 || value[order[k + 1]] != value[order[k]];
      if (last && total > most) {
        most = total;
        threshold = value[order[k]];
      }
    }
    return new Best(threshold, normalise(most, windows));
  }
}
