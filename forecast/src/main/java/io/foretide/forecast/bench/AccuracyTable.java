package io.foretide.forecast.bench;

import io.foretide.forecast.backtest.Accuracy;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Accuracy of each method on one set, beside published figures of the same series. */
final class AccuracyTable {
  private final DataFolder folder;
  private final Frozen settings;
  private final Frozen baselines;
  private final PrintStream out;
  private final Targets targets;

  AccuracyTable(DataFolder folder, PrintStream out, Targets targets) throws IOException {
    this.folder = folder;
    this.out = out;
    this.targets = targets;
    settings = Frozen.settings();
    baselines = Frozen.baselines();
  }

  /** Prints the table of one set; scores by method, for the comparison over all sets. */
  Map<String, Score> print(String set) throws IOException, InterruptedException {
    List<Competition> series = Competition.of(folder, set);
    Methods methods = new Methods(settings, set);
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    Map<String, Score> scores = new LinkedHashMap<>();
    out.printf("%n%s: %d series%n%s%n", set, series.size(), header());
    for (String name : settings.names(set + ".methods")) {
      List<Outcome> all = Contest.run(methods.named(name), series, UnaryOperator.identity());
      outcomes.put(name, all);
      Score score = Score.of(all);
      scores.put(name, score);
      out.println(row(set, name, score) + published(set, name));
    }
    targets(set, scores);
    new SampleTable(folder, settings, baselines, out, targets).print(set, outcomes);
    return scores;
  }

  static String header() {
    return String.format(
        "%-12s %7s %7s %7s %8s %7s %6s %9s  %s",
        "method", "sMAPE", "MASE", "OWA", "cover95", "MSIS", "failed", "series/s", "published");
  }

  private String row(String set, String name, Score s) {
    return String.format(
        Locale.ROOT,
        "%-12s %7.3f %7.4f %7s %8.3f %7.2f %6d %9.1f  ",
        name,
        s.smape(),
        s.mase(),
        figure(owa(set, s), 4),
        s.coverage(),
        s.msis(),
        s.failed(),
        s.perSecond());
  }

  /** Relative to Naive 2 on the same series; NaN where its figures are not known. */
  private double owa(String set, Score s) {
    return Accuracy.owa(
        s.smape(),
        s.mase(),
        baselines.number(set + ".naive2.smape"),
        baselines.number(set + ".naive2.mase"));
  }

  private String published(String set, String name) {
    String key = set + "." + name;
    if (!baselines.has(key + ".source")) {
      return "";
    }
    double owa = baselines.number(key + ".owa");
    return String.format(
        Locale.ROOT,
        "%s %s / %s%s",
        baselines.text(key + ".source"),
        figure(baselines.number(key + ".smape"), 3),
        figure(baselines.number(key + ".mase"), 4),
        Double.isNaN(owa) ? "" : String.format(Locale.ROOT, " / %.4f", owa));
  }

  static String figure(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private void targets(String set, Map<String, Score> scores) {
    Score auto = scores.get("auto");
    if (auto == null) {
      return;
    }
    if (settings.has(set + ".auto.owa")) {
      targets.atMost(set + " auto OWA", owa(set, auto), settings.number(set + ".auto.owa"));
    }
    if (baselines.has(set + ".theta.smape") && settings.has(set + ".auto.below-theta")) {
      targets.atMost(
          set + " auto sMAPE against published Theta",
          auto.smape(),
          baselines.number(set + ".theta.smape"));
    }
    targets.atLeast(
        set + " auto coverage at 95 %", auto.coverage(), settings.number(set + ".cover.least"));
    targets.atMost(
        set + " auto coverage at 95 %", auto.coverage(), settings.number(set + ".cover.most"));
    String best = best(scores);
    Score single = scores.getOrDefault(best, auto);
    targets.atMost(
        set + " auto against best single method (" + best + "), MASE ratio",
        auto.mase() / single.mase(),
        settings.number("single.within"));
    int failed = 0;
    for (Score score : scores.values()) {
      failed += score.failed();
    }
    targets.atMost(set + " failed series, all methods", failed, 0);
    for (String name : scores.keySet()) {
      double theirs = baselines.number(set + "." + name + ".mase");
      Score ours = scores.get(name);
      if (ours != null
          && !Double.isNaN(theirs)
          && settings.names("as-good.methods").contains(name)) {
        targets.atMost(
            set
                + " "
                + name
                + " against "
                + baselines.text(set + "." + name + ".source")
                + ", MASE",
            ours.mase(),
            theirs * settings.number("as-good.within"));
      }
    }
  }

  /** The single method with the least MASE: neither automatic nor an ensemble. */
  private String best(Map<String, Score> scores) {
    String best = "auto";
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, Score> entry : scores.entrySet()) {
      boolean several = settings.names("several").contains(entry.getKey());
      if (!several && entry.getValue().mase() < least) {
        least = entry.getValue().mase();
        best = entry.getKey();
      }
    }
    return best;
  }
}
