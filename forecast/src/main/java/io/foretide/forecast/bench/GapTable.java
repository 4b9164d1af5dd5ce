package io.foretide.forecast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** Accuracy where values are missing at random or for a day, beside the full data. */
final class GapTable {
  private final DataFolder folder;
  private final Frozen settings;
  private final PrintStream out;

  GapTable(DataFolder folder, PrintStream out) throws IOException {
    this.folder = folder;
    this.out = out;
    settings = Frozen.settings();
  }

  void print(String set) throws IOException, InterruptedException {
    List<Competition> series = Competition.of(folder, set);
    Methods methods = new Methods(settings, set);
    double share = settings.number("gaps.share");
    String block = "gaps." + set + ".block";
    out.printf(
        "%n%s with gaps, MASE (cover95): full, %.0f %% of values missing at random, %s%n",
        set, 100 * share, settings.has(block) ? "one day missing per week" : "");
    for (String name : settings.names("gaps.methods")) {
      StringBuilder line = new StringBuilder(String.format("%-12s", name));
      line.append(cell(methods, name, series, UnaryOperator.identity()));
      line.append(cell(methods, name, series, c -> c.withTrain(random(c, share))));
      if (settings.has(block)) {
        int day = settings.count(block);
        line.append(cell(methods, name, series, c -> c.withTrain(days(c, day))));
      }
      out.println(line);
    }
  }

  private static String cell(
      Methods methods, String name, List<Competition> series, UnaryOperator<Competition> seen)
      throws InterruptedException {
    Score score = Score.of(Contest.run(methods.named(name), series, seen));
    return String.format(
        Locale.ROOT,
        "  %7.4f (%.3f)%s",
        score.mase(),
        score.coverage(),
        score.failed() > 0 ? " failed " + score.failed() : "");
  }

  private SplittableRandom dice(Competition c) {
    return new SplittableRandom(settings.count("gaps.seed") + c.id().hashCode());
  }

  private double[] random(Competition c, double share) {
    SplittableRandom dice = dice(c);
    double[] y = c.train().clone();
    for (int t = 0; t < y.length; t++) {
      if (dice.nextDouble() < share) {
        y[t] = Double.NaN;
      }
    }
    return y;
  }

  /** One block of {@code day} values out of each seven, at a random place. */
  private double[] days(Competition c, int day) {
    SplittableRandom dice = dice(c);
    double[] y = c.train().clone();
    for (int week = 0; week + 7 * day <= y.length; week += 7 * day) {
      int from = week + dice.nextInt(6 * day + 1);
      java.util.Arrays.fill(y, from, from + day, Double.NaN);
    }
    return y;
  }
}
