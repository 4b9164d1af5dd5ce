package io.foretide.detect.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Prints the benchmark tables for a folder of data sets: {@code DetectBench FOLDER [speed] [nab]
 * [skab] [tep]}. Settings are frozen in {@code frozen.properties}. Nothing is point-adjusted.
 */
public final class DetectBench {

  /** The tables, in the order in which they are printed. */
  public static final List<String> NAMES = List.of("speed", "nab", "skab", "tep");

  private DetectBench() {}

  /** Runs the tables that are named, all if none is. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (args.length == 0) {
      out.println("usage: DetectBench FOLDER [" + String.join("] [", NAMES) + "]");
      return;
    }
    run(Path.of(args[0]), List.of(args).subList(1, args.length), out);
  }

  /**
   * Prints tables.
   *
   * @param dataFolder the data sets, one folder each
   * @param names which tables, all if empty
   * @return whether every target of the printed tables was reached; absent sets are skipped
   * @throws IllegalArgumentException where there is no table of a name
   * @throws InterruptedException where the calling thread is interrupted; the work then ends
   */
  public static boolean run(Path dataFolder, List<String> names, PrintStream out)
      throws IOException, InterruptedException {
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "no table is named '" + name + "': expected one of " + NAMES);
      }
    }
    Targets targets = new Targets(out);
    if (wanted("speed", names)) {
      speed(out, targets);
    }
    if (wanted("nab", names) && there(dataFolder, "nab/labels_windows.json", out)) {
      nab(dataFolder.resolve("nab"), out, targets);
    }
    if (wanted("skab", names) && there(dataFolder, "skab/valve1", out)) {
      skab(dataFolder.resolve("skab"), out, targets);
    }
    if (wanted("tep", names) && there(dataFolder, "tep/d00_normal_train.csv.gz", out)) {
      tep(dataFolder.resolve("tep"), out, targets);
    }
    return targets.allReached();
  }

  private static void speed(PrintStream out, Targets targets) throws InterruptedException {
    out.println("Speed, 20 signals, contributions included, one core, best of 8 runs");
    List<SpeedBench.Row> rows = new SpeedBench(System::nanoTime).all();
    rows.forEach(out::println);
    targets.atLeast("rows/s of PCA", rows.getFirst().perSecond(), 2_000_000);
  }

  private static void nab(Path folder, PrintStream out, Targets targets)
      throws IOException, InterruptedException {
    out.println("\nNAB, standard profile, one limit for all files; an episode is one detection");
    out.printf(
        "%-34s %8s %17s %6s %8s%n", "detector", "at limit", "at best threshold", "F1", "per day");
    List<NabBench.Row> rows = NabBench.of(folder).all();
    rows.forEach(out::println);
    out.println("published, same files, at best: HTM 67.2, KNN-CAD 58.4, RCF 52.2");
    targets.atLeast("NAB score of the first row at its best", rows.getFirst().atBest(), 58);
  }

  private static void skab(Path folder, PrintStream out, Targets targets)
      throws IOException, InterruptedException {
    out.println("\nSKAB valve1, 400 rows to learn from, the rest scored");
    out.printf(
        "%-44s %6s %6s %6s %7s %7s %7s %7s%n",
        "configuration", "F1", "FAR %", "MAR %", "mean F1", "worst", "change", "per day");
    SkabBench skab = SkabBench.of(folder);
    SkabBench.Row chosen = skab.leaveOneOut();
    out.println(chosen);
    out.println(skab.frozen() + "  (labels seen)");
    out.println(skab.random());
    out.println("published, same files: T2+Q 0.760 / 23.9 / 26.1, MSET 0.779 / 38.5 / 15.0");
    targets.atLeast("F1 by leave-one-file-out", chosen.f1(), 0.78);
    targets.atMost("false alarms of it, %", chosen.falseAlarmPct(), 15);
  }

  private static void tep(Path folder, PrintStream out, Targets targets)
      throws IOException, InterruptedException {
    out.println("\nTEP, alarms after the fault at the baseline's false alarms and at our limit");
    TepBench tep = TepBench.of(folder);
    double least = Double.POSITIVE_INFINITY;
    for (TepBench.Row row : tep.faults()) {
      out.println(row);
      least = Math.min(least, row.oursPct() - row.baselinePct());
    }
    TepBench.Culprits c = tep.culprits();
    out.printf(
        Locale.ROOT,
        "single-sensor faults: culprit first %.1f %%, among the first three %.1f %%, detected"
            + " %.1f %%%n",
        c.firstPct(),
        c.firstThreePct(),
        c.detectedPct());
    targets.atLeast("least gain over the baseline, % of rows", least, 0);
  }

  private static boolean wanted(String name, List<String> names) {
    return names.isEmpty() || names.contains(name);
  }

  private static boolean there(Path folder, String file, PrintStream out) {
    boolean found = Files.exists(folder.resolve(file));
    if (!found) {
      out.println("\nSKIPPED: there is no " + folder.resolve(file));
    }
    return found;
  }
}
