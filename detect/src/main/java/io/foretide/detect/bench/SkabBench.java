package io.foretide.detect.bench;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.limit.Smoothed;
import io.foretide.detect.subspace.Pca;
import io.foretide.detect.subspace.PcaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Valve faults of the Skoltech Anomaly Benchmark: 400 rows to learn from, the rest to score. */
public final class SkabBench {

  /**
   * The figures of one configuration.
   *
   * @param name of the configuration
   * @param f1 of rows, pooled over files
   * @param falseAlarmPct false alarms, % of the rows without a fault
   * @param missedPct missed rows, % of the rows with a fault
   * @param meanF1 mean over files
   * @param worstF1 worst file
   * @param change NAB score of episodes that open within the window after a changepoint
   * @param perDay alarms that begin per day of scored data, at a row per second
   */
  public record Row(
      String name,
      double f1,
      double falseAlarmPct,
      double missedPct,
      double meanF1,
      double worstF1,
      double change,
      double perDay) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-44s %6.3f %6.1f %6.1f %7.3f %7.3f %7.1f %7.0f",
          name,
          f1,
          falseAlarmPct,
          missedPct,
          meanF1,
          worstF1,
          change,
          perDay);
    }
  }

  private record Run(double[][] values, double[] anomaly, double[] change) {}

  private record Choice(int lags, double variance, int smooth, double limit) {}

  private final List<Run> runs = new ArrayList<>();
  private final Frozen frozen;
  private final int train;

  private SkabBench(Frozen frozen) {
    this.frozen = frozen;
    this.train = frozen.count("skab.train");
  }

  /** Reads the valve1 experiments from the folder of the set. */
  public static SkabBench of(Path folder) throws IOException {
    SkabBench bench = new SkabBench(Frozen.load());
    for (int i = 0; Files.exists(folder.resolve("valve1/" + i + ".csv.gz")); i++) {
      Table t = Table.read(folder.resolve("valve1/" + i + ".csv.gz"), ';');
      bench.runs.add(new Run(t.numbers(1, 9), t.numbers("anomaly"), t.numbers("changepoint")));
    }
    return bench;
  }

  /** The frozen configuration. */
  public Row frozen() {
    Choice choice =
        new Choice(
            frozen.count("skab.lags"),
            frozen.number("skab.variance"),
            frozen.count("skab.smooth"),
            frozen.number("skab.limit"));
    List<double[]> scores = new ArrayList<>();
    for (Run run : runs) {
      scores.add(scores(run, choice));
    }
    return row("dynamic PCA, Q, smoothed (frozen)", scores);
  }

  /** Random scores that alarm in a tenth of the rows. */
  public Row random() {
    SplittableRandom random = new SplittableRandom(1);
    List<double[]> scores = new ArrayList<>();
    for (Run run : runs) {
      scores.add(random.doubles(run.anomaly.length).map(u -> u / 0.9).toArray());
    }
    return row("random scores", scores);
  }

  /** Each file by the configuration that was best on the other files; takes a minute. */
  public Row leaveOneOut() throws InterruptedException {
    List<Choice> grid = new ArrayList<>();
    List<Confusion[]> outcomes = new ArrayList<>();
    List<List<double[]>> raw = new ArrayList<>();
    for (int lags : frozen.counts("skab.grid.lags")) {
      for (double variance : frozen.numbers("skab.grid.variance")) {
        List<Pca> models = new ArrayList<>();
        for (Run run : runs) {
          Interruption.check();
          models.add(model(run, lags, variance));
        }
        for (int smooth : frozen.counts("skab.grid.smooth")) {
          List<double[]> scores = new ArrayList<>();
          for (int f = 0; f < runs.size(); f++) {
            Causal smoothed = new Smoothed(models.get(f), smooth, 1);
            scores.add(smoothed.scores(runs.get(f).values).values());
          }
          for (double limit : frozen.numbers("skab.grid.limit")) {
            grid.add(new Choice(lags, variance, smooth, limit));
            raw.add(scores);
            Confusion[] each = new Confusion[runs.size()];
            for (int f = 0; f < each.length; f++) {
              each[f] = confusion(runs.get(f), scores.get(f), limit);
            }
            outcomes.add(each);
          }
        }
      }
    }
    List<double[]> chosen = new ArrayList<>();
    for (int f = 0; f < runs.size(); f++) {
      int best = best(outcomes, f);
      double limit = grid.get(best).limit;
      double[] scores = raw.get(best).get(f).clone();
      for (int i = 0; i < scores.length; i++) {
        scores[i] /= limit;
      }
      chosen.add(scores);
    }
    return row("the same, chosen by leave-one-file-out", chosen);
  }

  private int best(List<Confusion[]> outcomes, int without) {
    int best = 0;
    double most = -1;
    for (int c = 0; c < outcomes.size(); c++) {
      Confusion others = new Confusion();
      for (int f = 0; f < runs.size(); f++) {
        if (f != without) {
          others.add(outcomes.get(c)[f]);
        }
      }
      boolean few = others.falseAlarmPct() <= frozen.number("skab.grid.farPct");
      if (few && others.f1() > most) {
        most = others.f1();
        best = c;
      }
    }
    return best;
  }

  private Pca model(Run run, int lags, double variance) {
    PcaSettings settings =
        new PcaSettings(0, variance, lags, PcaSettings.Statistic.Q, frozen.number("skab.level"));
    return (Pca) Pca.fit(Columns.slice(run.values, 0, train), settings);
  }

  private double[] scores(Run run, Choice c) {
    Causal smoothed = new Smoothed(model(run, c.lags, c.variance), c.smooth, c.limit);
    return smoothed.scores(run.values).values();
  }

  private Confusion confusion(Run run, double[] scores, double limit) {
    Confusion confusion = new Confusion();
    for (int i = train; i < scores.length; i++) {
      confusion.add(scores[i] > limit, run.anomaly[i] > 0.5);
    }
    return confusion;
  }

  private Row row(String name, List<double[]> scores) {
    Confusion all = new Confusion();
    double mean = 0;
    double worst = 1;
    long alarms = 0;
    long rows = 0;
    List<NabFile> files = new ArrayList<>();
    List<double[]> openings = new ArrayList<>();
    for (int f = 0; f < runs.size(); f++) {
      Run run = runs.get(f);
      Confusion own = confusion(run, scores.get(f), 1);
      all.add(own);
      mean += own.f1() / runs.size();
      worst = Math.min(worst, own.f1());
      rows += run.anomaly.length - train;
      files.add(new NabFile("valve1/" + f, run.anomaly, changeWindows(run)));
      double[] opened = new double[run.anomaly.length];
      boolean before = false;
      for (int i = train; i < opened.length; i++) {
        boolean now = scores.get(f)[i] > 1;
        // A change is announced where an alarm begins or ends.
        opened[i] = now != before ? 1 : 0;
        alarms += now && !before ? 1 : 0;
        before = now;
      }
      openings.add(opened);
    }
    double change = NabScorer.STANDARD.normalised(files, openings, 1);
    double perDay = alarms * 86_400.0 / rows;
    return new Row(
        name, all.f1(), all.falseAlarmPct(), all.missedPct(), mean, worst, change, perDay);
  }

  private int[][] changeWindows(Run run) {
    int width = frozen.count("skab.changeWindow");
    List<int[]> windows = new ArrayList<>();
    for (int i = train; i < run.change.length; i++) {
      boolean apart = windows.isEmpty() || i > windows.getLast()[1];
      if (run.change[i] > 0.5 && apart) {
        windows.add(new int[] {i, Math.min(i + width, run.change.length - 1)});
      }
    }
    return windows.toArray(new int[0][]);
  }
}
