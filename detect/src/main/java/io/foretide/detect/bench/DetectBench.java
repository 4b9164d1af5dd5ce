package io.foretide.detect.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints the benchmark tables for a folder of data sets: {@code DetectBench FOLDER [speed] [nab]
 * [skab] [tep]}. Settings are frozen in {@code frozen.properties}.
 */
public final class DetectBench {
  private DetectBench() {}

  /** Runs the tables that are named, all if none is. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (args.length == 0) {
      out.println("usage: DetectBench FOLDER [speed] [nab] [skab] [tep]");
      return;
    }
    run(Path.of(args[0]), List.of(args).subList(1, args.length), out);
  }

  /** Prints the tables that are named, all if none is. */
  public static void run(Path folder, List<String> names, PrintStream out) throws IOException {
    if (wanted("speed", names)) {
      out.println("Speed, 20 signals, one core (best of 8 runs); to reach: PCA 2,000,000 rows/s");
      new SpeedBench(System::nanoTime).all().forEach(out::println);
    }
    if (wanted("nab", names) && there(folder.resolve("nab"), out)) {
      out.println("\nNAB: score at own limit, at the best threshold, F1 per window, episodes/day");
      NabBench.of(folder.resolve("nab")).all().forEach(out::println);
      out.println("published on the same files: HTM 67.2, KNN-CAD 58.4, RCF 52.2");
    }
    if (wanted("skab", names) && there(folder.resolve("skab"), out)) {
      out.println("\nSKAB valve1: F1, FAR %, MAR %, mean and worst F1 of files, changepoint NAB");
      SkabBench skab = SkabBench.of(folder.resolve("skab"));
      out.println(skab.frozen());
      out.println(skab.leaveOneOut());
      out.println(skab.random());
      out.println(
          "published on the same files: T2+Q 0.760 / 23.9 / 26.1, MSET 0.779 / 38.5 / 15.0");
    }
    if (wanted("tep", names) && there(folder.resolve("tep"), out)) {
      out.println("\nTEP: alarms after the fault at the baseline's false alarms and at our limit");
      TepBench tep = TepBench.of(folder.resolve("tep"));
      tep.faults().forEach(out::println);
      TepBench.Culprits c = tep.culprits();
      out.printf(
          "single-sensor faults: culprit first %.1f %%, among the first three %.1f %%, detected"
              + " %.1f %%%n",
          c.firstPct(), c.firstThreePct(), c.detectedPct());
    }
  }

  private static boolean wanted(String name, List<String> names) {
    return names.isEmpty() || names.contains(name);
  }

  private static boolean there(Path set, PrintStream out) {
    boolean found = Files.isDirectory(set);
    if (!found) {
      out.println("\nSKIPPED: there is no folder " + set);
    }
    return found;
  }
}
