package io.foretide.forecast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Methods over all sets: their MASE relative to seasonal naive, averaged geometrically. */
final class AverageTable {
  private final Frozen settings;
  private final PrintStream out;
  private final Targets targets;

  AverageTable(PrintStream out, Targets targets) throws IOException {
    this.out = out;
    this.targets = targets;
    settings = Frozen.settings();
  }

  void print(Map<String, Map<String, Score>> sets) {
    Map<String, Double> average = new LinkedHashMap<>();
    for (String name : sets.values().iterator().next().keySet()) {
      double sum = 0;
      for (Map<String, Score> scores : sets.values()) {
        Score score = scores.get(name);
        Score naive = scores.get("snaive");
        sum += score == null || naive == null ? Double.NaN : Math.log(score.mase() / naive.mase());
      }
      if (!Double.isNaN(sum)) {
        average.put(name, Math.exp(sum / sets.size()));
      }
    }
    out.println("\nAll sets: MASE relative to seasonal naive, geometric mean");
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Double> entry : average.entrySet()) {
      out.printf(Locale.ROOT, "%-12s %7.4f%n", entry.getKey(), entry.getValue());
      if (!settings.names("several").contains(entry.getKey())) {
        least = Math.min(least, entry.getValue());
      }
    }
    targets.atMost(
        "auto over all sets, against the best single method",
        average.getOrDefault("auto", Double.NaN),
        least);
  }
}
