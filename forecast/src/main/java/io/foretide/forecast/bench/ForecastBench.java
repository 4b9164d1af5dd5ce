package io.foretide.forecast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints the benchmark tables for a folder of data sets: {@code ForecastBench FOLDER [hourly]
 * [weekly] [m3] [nn5] [gaps] [speed] [prophet]}. Settings are frozen in {@code frozen.properties},
 * figures of other programs are in {@code baselines.properties}.
 */
public final class ForecastBench {

  /** The tables, in the order in which they are printed. */
  public static final List<String> NAMES =
      List.of("speed", "prophet", "hourly", "weekly", "m3", "nn5", "gaps");

  private static final List<String> SETS = List.of("hourly", "weekly", "m3", "nn5");

  private ForecastBench() {}

  /** Runs the tables that are named, all if none is. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (args.length == 0) {
      out.println("usage: ForecastBench FOLDER [" + String.join("] [", NAMES) + "]");
      return;
    }
    run(Path.of(args[0]), List.of(args).subList(1, args.length), out);
  }

  /**
   * Prints tables.
   *
   * @param folder the data sets, one folder each
   * @param names which tables, all if empty
   * @return whether every target of the printed tables was reached; absent sets are skipped
   * @throws IllegalArgumentException where there is no table of a name
   * @throws InterruptedException where the calling thread is interrupted; the work then ends
   */
  public static boolean run(Path folder, List<String> names, PrintStream out)
      throws IOException, InterruptedException {
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "no table is named '" + name + "': expected one of " + NAMES);
      }
    }
    DataFolder data = new DataFolder(folder);
    Targets targets = new Targets(out);
    if (wanted("speed", names) && there("m4/hourly.csv.gz", data, out)) {
      new SpeedTable(data, out, targets).print();
    }
    if (wanted("prophet", names) && there("prophet", data, out)) {
      new ProphetTable(data, out, targets).print();
    }
    Map<String, Map<String, Score>> scores = new LinkedHashMap<>();
    AccuracyTable accuracy = new AccuracyTable(data, out, targets);
    for (String set : SETS) {
      if (wanted(set, names) && there(Competition.file(set), data, out)) {
        scores.put(set, accuracy.print(set));
      }
    }
    if (scores.size() > 1) {
      new AverageTable(out, targets).print(scores);
    }
    GapTable gaps = new GapTable(data, out);
    for (String set : SETS) {
      if (wanted("gaps", names) && there(Competition.file(set), data, out)) {
        gaps.print(set);
      }
    }
    return targets.allReached();
  }

  private static boolean wanted(String name, List<String> names) {
    return names.isEmpty() || names.contains(name);
  }

  private static boolean there(String file, DataFolder data, PrintStream out) {
    boolean found = data.has(file);
    if (!found) {
      out.println("\nSKIPPED: there is no " + data.root().resolve(file));
    }
    return found;
  }
}
