package io.foretide.detect.bench;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.episode.EpisodeRule;
import io.foretide.detect.limit.Calibration;
import io.foretide.detect.limit.FalseAlarms;
import io.foretide.detect.limit.Smoothed;
import io.foretide.detect.subspace.Pca;
import io.foretide.detect.subspace.PcaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Faults of the Tennessee Eastman Process: 500 normal rows, each fault from row 160. */
public final class TepBench {
  private static final int ONSET = 160;
  private static final int SIGNALS = 52;

  /**
   * One fault against one row of the baseline.
   *
   * @param fault number of the fault
   * @param components of the baseline
   * @param falseAlarmPct the baseline's false alarms in the rows before the fault, which bound ours
   * @param baselinePct the baseline's alarms after the fault
   * @param oursPct our alarms after the fault
   * @param calibratedPct our alarms after the fault at our own limit
   * @param calibratedFalsePct our alarms before the fault at our own limit
   * @param delay rows from the fault to our first alarm at our own limit, -1 if none
   * @param randomPct alarms after the fault of random scores at the baseline's false alarms
   * @param alarmsPerDay alarms per day that begin before the fault at our own limit
   */
  public record Row(
      int fault,
      int components,
      double falseAlarmPct,
      double baselinePct,
      double oursPct,
      double calibratedPct,
      double calibratedFalsePct,
      int delay,
      double randomPct,
      double alarmsPerDay) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "fault %2d  baseline of %2d components: %6.2f %% at %5.2f %% false, ours %6.2f %%, random"
              + " %5.2f %%;  own limit %6.2f %% at %5.2f %% false, %.1f alarms/day, delay %d rows",
          fault,
          components,
          baselinePct,
          falseAlarmPct,
          oursPct,
          randomPct,
          calibratedPct,
          calibratedFalsePct,
          alarmsPerDay,
          delay);
    }
  }

  /** How often the sensor with an injected fault is first and among the first three, in %. */
  public record Culprits(double firstPct, double firstThreePct, double detectedPct) {}

  private final Path folder;
  private final Frozen frozen;
  private final double[][] normal;

  private TepBench(Path folder, Frozen frozen, double[][] normal) {
    this.folder = folder;
    this.frozen = frozen;
    this.normal = normal;
  }

  /** Reads the set from its folder. */
  public static TepBench of(Path folder) throws IOException {
    Table table = Table.read(folder.resolve("d00_normal_train.csv.gz"), ',');
    return new TepBench(folder, Frozen.load(), table.numbers(0, SIGNALS));
  }

  private Detector method(double[][] x) {
    PcaSettings settings =
        PcaSettings.usual()
            .withVariance(frozen.number("tep.variance"))
            .withStatistic(PcaSettings.Statistic.COMBINED)
            .withLevel(frozen.number("tep.level"));
    return switch (Pca.fit(x, settings)) {
      case Pca pca -> new Smoothed(pca, frozen.count("tep.smooth"), 1);
      case Detector other -> other;
    };
  }

  /** Every fault against every row of the baseline. */
  public List<Row> faults() throws IOException, InterruptedException {
    FalseAlarms wanted =
        new FalseAlarms(
            frozen.number("tep.falsePer30Days"),
            frozen.number("tep.rowsPerDay"),
            EpisodeRule.immediate().withOffDelay(5));
    Causal detector = (Causal) Calibration.fit(normal, wanted, this::method);
    Table baseline = Table.read(folder.resolve("reference_own_pca_baseline.csv"), ',');
    List<Row> rows = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int r = 0; r < baseline.rows(); r++) {
      Interruption.check();
      int fault = (int) baseline.numbers("fault")[r];
      double falsePct = baseline.numbers("either_FAR_pct_first160")[r];
      String file = String.format(Locale.ROOT, "d%02d_te.csv.gz", fault);
      double[][] x = Table.read(folder.resolve(file), ',').numbers(0, SIGNALS);
      double[] s = detector.scores(x).values();
      int allowed = (int) Math.floor(falsePct / 100 * ONSET + 1e-6);
      double[] chance = random.doubles(s.length).toArray();
      rows.add(
          new Row(
              fault,
              (int) baseline.numbers("n_components")[r],
              falsePct,
              baseline.numbers("either_alarm_pct_after_fault")[r],
              pct(s, ONSET, s.length, limit(s, allowed)),
              pct(s, ONSET, s.length, 1),
              pct(s, 0, ONSET, 1),
              delay(s),
              pct(chance, ONSET, s.length, limit(chance, allowed)),
              alarms(s) * frozen.number("tep.rowsPerDay") / ONSET));
    }
    return rows;
  }

  /** The score that so many rows before the fault exceed. */
  private static double limit(double[] s, int allowed) {
    double[] before = Arrays.copyOf(s, ONSET);
    Arrays.sort(before);
    return before[ONSET - 1 - allowed];
  }

  private static int alarms(double[] s) {
    int n = 0;
    for (int i = 0; i < ONSET; i++) {
      n += s[i] > 1 && (i == 0 || !(s[i - 1] > 1)) ? 1 : 0;
    }
    return n;
  }

  private static double pct(double[] s, int from, int to, double limit) {
    int n = 0;
    for (int i = from; i < to; i++) {
      n += s[i] > limit ? 1 : 0;
    }
    return 100.0 * n / (to - from);
  }

  private static int delay(double[] s) {
    for (int i = ONSET; i < s.length; i++) {
      if (s[i] > 1) {
        return i - ONSET;
      }
    }
    return -1;
  }

  /**
   * Adds a constant to one sensor at a time, in the normal rows before the fault of every file, and
   * looks at the contributions. The rows were not trained on.
   */
  public Culprits culprits() throws IOException, InterruptedException {
    Causal detector = (Causal) method(normal);
    double size = frozen.number("tep.inject.deviations");
    Scorer scorer = detector.scorer();
    Score out = new Score(SIGNALS);
    long first = 0;
    long three = 0;
    long found = 0;
    long all = 0;
    double[][] x = Table.read(folder.resolve("d01_te.csv.gz"), ',').numbers(0, SIGNALS);
    double[] row = new double[SIGNALS];
    for (int j = 0; j < SIGNALS; j++) {
      Interruption.check();
      double deviation = deviation(normal[j]);
      for (int i = 0; i < ONSET; i++) {
        Columns.row(x, i, row);
        row[j] += size * deviation;
        scorer.score(row, out);
        int above = 0;
        for (double c : out.contributions()) {
          above += c > out.contributions()[j] ? 1 : 0;
        }
        first += above == 0 ? 1 : 0;
        three += above < 3 ? 1 : 0;
        found += out.isAnomaly() ? 1 : 0;
        all++;
      }
    }
    return new Culprits(100.0 * first / all, 100.0 * three / all, 100.0 * found / all);
  }

  private static double deviation(double[] x) {
    double mean = Arrays.stream(x).average().orElse(0);
    return Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }
}
