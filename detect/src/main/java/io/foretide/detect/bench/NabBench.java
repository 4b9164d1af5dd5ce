package io.foretide.detect.bench;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.episode.EpisodeRule;
import io.foretide.detect.episode.EpisodeTracker;
import io.foretide.detect.forest.MultiScale;
import io.foretide.detect.forest.RandomCut;
import io.foretide.detect.forest.RandomCutSettings;
import io.foretide.detect.signal.Mad;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Streaming detectors on the Numenta Anomaly Benchmark; an episode is one detection. */
public final class NabBench {

  /**
   * The figures of one detector.
   *
   * @param name of the detector
   * @param atLimit NAB score with the detector's own limit, which never saw a label
   * @param atBest NAB score with the one threshold over all files that is best on the labels, as
   *     the published figures have
   * @param threshold that threshold
   * @param f1 per window at the detector's own limit: windows found against episodes outside
   * @param perDay episodes per day of data at the detector's own limit, rows taken as 5 minutes
   */
  public record Row(
      String name, double atLimit, double atBest, double threshold, double f1, double perDay) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-34s %8.1f %8.1f @ %-6.2f %6.2f %8.2f",
          name,
          atLimit,
          atBest,
          threshold,
          f1,
          perDay);
    }
  }

  private final List<NabFile> files;
  private final Frozen frozen;

  private NabBench(List<NabFile> files, Frozen frozen) {
    this.files = files;
    this.frozen = frozen;
  }

  /** Reads the benchmark from its folder. */
  public static NabBench of(Path folder) throws IOException {
    return new NabBench(NabCorpus.read(folder), Frozen.load());
  }

  /** Our best streaming detector. */
  public Row best() throws InterruptedException {
    return row("multi-scale random cut forests", multiScale());
  }

  /** Every detector of the table, with random scores last. */
  public List<Row> all() throws InterruptedException {
    RandomCutSettings usual = RandomCutSettings.usual(frozen.count("nab.seed"));
    List<Row> rows = new ArrayList<>();
    rows.add(best());
    rows.add(row("random cut forest, shingle 8", RandomCut.of(1, usual)));
    rows.add(row("MAD, 288 rows, limit 6", Mad.of(1, 288, 6)));
    SplittableRandom random = new SplittableRandom(1);
    List<double[]> scores = new ArrayList<>();
    for (NabFile file : files) {
      scores.add(random.doubles(file.values().length).map(u -> -Math.log(u) / 7).toArray());
    }
    rows.add(row("random scores", scores));
    return rows;
  }

  private Detector multiScale() {
    RandomCutSettings settings =
        new RandomCutSettings(
            frozen.count("nab.trees"),
            frozen.count("nab.sample"),
            1,
            RandomCutSettings.usual(0).timeDecay(),
            frozen.count("nab.seed"),
            RandomCutSettings.usual(0).deviations());
    return MultiScale.of(1, settings, frozen.counts("nab.spans"), frozen.number("nab.limit"));
  }

  private Row row(String name, Detector detector) throws InterruptedException {
    List<double[]> scores = new ArrayList<>();
    int together = Runtime.getRuntime().availableProcessors();
    for (int from = 0; from < files.size(); from += together) {
      Interruption.check();
      scores.addAll(
          files.subList(from, Math.min(from + together, files.size())).parallelStream()
              .map(f -> ((Causal) detector).scores(new double[][] {f.values()}).values())
              .toList());
    }
    return row(name, scores);
  }

  private Row row(String name, List<double[]> scores) {
    double best = Double.NEGATIVE_INFINITY;
    double threshold = 0;
    for (double t = 0.2; t < 4; t *= 1.05) {
      double s = NabScorer.STANDARD.normalised(files, openings(scores, t), 1);
      if (s > best) {
        best = s;
        threshold = t;
      }
    }
    List<double[]> own = openings(scores, 1);
    int found = 0;
    int outside = 0;
    int windows = 0;
    double days = 0;
    double episodes = 0;
    for (int f = 0; f < files.size(); f++) {
      NabFile file = files.get(f);
      boolean[] hit = new boolean[file.windows().length];
      for (int i = file.probation(); i < own.get(f).length; i++) {
        if (own.get(f)[i] > 0) {
          episodes++;
          int w = window(file, i);
          if (w < 0) {
            outside++;
          } else {
            hit[w] = true;
          }
        }
      }
      for (boolean h : hit) {
        found += h ? 1 : 0;
      }
      windows += hit.length;
      days += (file.values().length - file.probation()) / 288.0;
    }
    double f1 = 2.0 * found / (found + windows + outside);
    double atLimit = NabScorer.STANDARD.normalised(files, own, 1);
    return new Row(name, atLimit, best, threshold, f1, episodes / days);
  }

  private static int window(NabFile file, int row) {
    for (int w = 0; w < file.windows().length; w++) {
      if (row >= file.windows()[w][0] && row <= file.windows()[w][1]) {
        return w;
      }
    }
    return -1;
  }

  /** 1 in the row that opens an episode at that threshold, else 0. */
  private List<double[]> openings(List<double[]> scores, double threshold) {
    EpisodeRule rule = EpisodeRule.immediate().withOffDelay(frozen.count("nab.episode.offDelay"));
    List<double[]> openings = new ArrayList<>();
    for (double[] values : scores) {
      EpisodeTracker tracker = new EpisodeTracker(rule);
      double[] opened = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        boolean now = tracker.next(values[i] / threshold, 0) == EpisodeTracker.Change.OPENED;
        opened[i] = now ? 1 : 0;
      }
      openings.add(opened);
    }
    return openings;
  }
}
