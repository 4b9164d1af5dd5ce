package io.foretide.forecast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Methods beside those of R forecast 8.20 on exactly the series that R ran on. */
final class SampleTable {
  private final DataFolder folder;
  private final Frozen settings;
  private final Frozen baselines;
  private final PrintStream out;
  private final Targets targets;

  SampleTable(
      DataFolder folder, Frozen settings, Frozen baselines, PrintStream out, Targets targets) {
    this.folder = folder;
    this.settings = settings;
    this.baselines = baselines;
    this.out = out;
    this.targets = targets;
  }

  private record Theirs(Set<String> ids, double smape, double mase) {}

  void print(String set, Map<String, List<Outcome>> outcomes) throws IOException {
    Map<String, Theirs> r = theirs(set);
    for (String pair :
        settings.has(set + ".r.pairs") ? settings.names(set + ".r.pairs") : List.<String>of()) {
      String ours = pair.substring(0, pair.indexOf(':'));
      Theirs theirs = r.get(pair.substring(pair.indexOf(':') + 1));
      List<Outcome> mine = outcomes.get(ours);
      if (theirs == null || mine == null) {
        continue;
      }
      Score score = Score.of(mine, theirs.ids());
      out.printf(
          Locale.ROOT,
          "  %-10s on %d series of R: sMAPE %.3f, MASE %.4f; R %s %.3f, %.4f%n",
          ours,
          score.series(),
          score.smape(),
          score.mase(),
          pair.substring(pair.indexOf(':') + 1),
          theirs.smape(),
          theirs.mase());
      if (settings.names("as-good.methods").contains(ours)) {
        targets.atMost(
            set + " " + ours + " against R, MASE",
            score.mase(),
            theirs.mase() * settings.number("as-good.within"));
      }
    }
    intervals(set, outcomes, r);
  }

  /** The interval score of the automatic method beside that of R's ets. */
  private void intervals(String set, Map<String, List<Outcome>> outcomes, Map<String, Theirs> r) {
    List<Outcome> auto = outcomes.get("auto");
    double theirs = baselines.number(set + ".ets.msis");
    if (auto == null || Double.isNaN(theirs)) {
      return;
    }
    String sample = settings.has(set + ".r.sample") ? settings.text(set + ".r.sample") : "";
    Theirs ids = r.get(sample);
    Score score = ids == null ? Score.of(auto) : Score.of(auto, ids.ids());
    targets.atMost(
        set + " auto MSIS against R ets on the same " + score.series() + " series",
        score.msis(),
        theirs);
  }

  private Map<String, Theirs> theirs(String set) throws IOException {
    Map<String, Theirs> all = new LinkedHashMap<>();
    if (!settings.has(set + ".r.file") || !folder.has(settings.text(set + ".r.file"))) {
      return all;
    }
    int method = settings.count(set + ".r.column");
    Map<String, double[]> sums = new HashMap<>();
    Map<String, Set<String>> ids = new LinkedHashMap<>();
    for (String[] row : folder.rows(settings.text(set + ".r.file"))) {
      double[] sum = sums.computeIfAbsent(row[method], k -> new double[2]);
      sum[0] += Double.parseDouble(row[method + 1]);
      sum[1] += Double.parseDouble(row[method + 2]);
      ids.computeIfAbsent(row[method], k -> new TreeSet<>()).add(row[0]);
    }
    ids.forEach((name, set2) -> {
      double[] sum = sums.getOrDefault(name, new double[2]);
      all.put(name, new Theirs(set2, sum[0] / set2.size(), sum[1] / set2.size()));
    });
    return all;
  }
}
