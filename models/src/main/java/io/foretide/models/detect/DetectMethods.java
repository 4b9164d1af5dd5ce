package io.foretide.models.detect;

import io.foretide.core.settings.Settings;
import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.forest.RandomCut;
import io.foretide.detect.forest.RandomCutSettings;
import io.foretide.detect.signal.Cusum;
import io.foretide.detect.signal.Ewma;
import io.foretide.detect.signal.Gap;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.signal.PageHinkley;
import io.foretide.detect.signal.RateOfChange;
import io.foretide.detect.signal.SeasonalProfile;
import io.foretide.detect.signal.SeasonalResidual;
import io.foretide.detect.signal.Stuck;
import io.foretide.detect.signal.ZScore;
import io.foretide.models.detect.DetectMethod.Band;
import io.foretide.models.settings.RunSettings;
import java.util.Arrays;
import java.util.List;

/** The methods by name. A further detector of the library is one more entry. */
final class DetectMethods {
  private static final double MOST = Double.MAX_VALUE;

  private static final List<Entry> ALL =
      List.of(
          new Entry("limits", DetectMethods::limits),
          new Entry("mad", DetectMethods::mad),
          new Entry("rcf", DetectMethods::randomCutForest),
          new Entry("rate_of_change", DetectMethods::rateOfChange),
          new Entry("stuck", DetectMethods::stuck),
          new Entry("gap", DetectMethods::gap),
          new Entry("z_score", DetectMethods::zScore),
          new Entry("ewma", DetectMethods::ewma),
          new Entry("cusum", DetectMethods::cusum),
          new Entry("page_hinkley", DetectMethods::pageHinkley),
          new Entry("seasonal", DetectMethods::seasonal));

  private DetectMethods() {}

  static List<String> names() {
    return ALL.stream().map(Entry::name).toList();
  }

  static DetectMethod make(String name, RunSettings read) {
    Entry entry = ALL.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    return entry.maker().make(read);
  }

  private static DetectMethod limits(RunSettings read) {
    double[] low = read.perInput("low");
    double[] high = read.perInput("high");
    for (int i = 0; i < low.length; i++) {
      if (Double.isNaN(low[i]) && Double.isNaN(high[i])) {
        read.run()
            .problem(
                "low",
                "and high are both missing for input '"
                    + read.definition().inputs().get(i)
                    + "': expected at least one of them");
      } else if (low[i] >= high[i]) {
        read.run().problem("low", "is " + low[i] + ": expected below high, which is " + high[i]);
      }
    }
    return fixed("static limits", Band.LIMITS, read, () -> Limits.of(low, high));
  }

  private static DetectMethod mad(RunSettings read) {
    int window = read.steps(read.run(), "window", read.day(), 1_000_000);
    double limit = limit(read, Mad.LIMIT);
    if (window < 4) {
      read.run().problem("window", "is " + window + " steps: expected at least 4");
    }
    int signals = read.definition().inputs().size();
    return fixed(
        "the median absolute deviation", Band.EXPECTED, read, () -> Mad.of(signals, window, limit));
  }

  private static DetectMethod rateOfChange(RunSettings read) {
    double rise = read.run().number("rise", MOST, Double.MIN_NORMAL, MOST);
    double fall = read.run().number("fall", MOST, Double.MIN_NORMAL, MOST);
    if (!read.run().has("rise") && !read.run().has("fall")) {
      read.run().problem("rise", "and fall are both missing: expected a change per step");
    }
    int signals = read.definition().inputs().size();
    return fixed("the rate of change", Band.NONE, read, () -> RateOfChange.of(signals, rise, fall));
  }

  private static DetectMethod stuck(RunSettings read) {
    int rows = read.steps(read.run(), "after", read.hours(6), 1_000_000);
    double tolerance = read.run().number("tolerance", 0, 0, MOST);
    int signals = read.definition().inputs().size();
    return unbounded("stuck sensors", clean -> Stuck.of(signals, rows, tolerance));
  }

  private static DetectMethod gap(RunSettings read) {
    int rows = read.steps(read.run(), "after", read.hours(1), 1_000_000);
    int signals = read.definition().inputs().size();
    return unbounded("gaps", clean -> Gap.of(signals, rows));
  }

  private static DetectMethod seasonal(RunSettings read) {
    int season = read.steps(read.run(), "season", read.day(), 100_000);
    int seasons = (int) read.run().integer("seasons", 7, 2, 100);
    double width = limit(read, 3.5);
    int signals = read.definition().inputs().size();
    return fixed(
        "the residual of the same time in the last " + seasons + " seasons",
        Band.EXPECTED,
        read,
        () -> {
          SeasonalProfile[] each = new SeasonalProfile[signals];
          Arrays.fill(each, new SeasonalProfile(season, seasons, width));
          return SeasonalResidual.of(each);
        });
  }

  private static DetectMethod zScore(RunSettings read) {
    double limit = limit(read, 3);
    return fitted("z-scores", Band.EXPECTED, 0, clean -> ZScore.fit(clean, limit));
  }

  private static DetectMethod ewma(RunSettings read) {
    double weight = read.run().number("weight", 0.2, 1e-6, 1);
    double limit = limit(read, 3);
    return fitted(
        "an exponentially weighted moving average",
        Band.NONE,
        Causal.UNBOUNDED,
        clean -> Ewma.fit(clean, weight, limit));
  }

  private static DetectMethod cusum(RunSettings read) {
    double slack = read.run().number("slack", 0.5, 0, MOST);
    double limit = limit(read, 5);
    return fitted(
        "cumulative sums", Band.NONE, Causal.UNBOUNDED, clean -> Cusum.fit(clean, slack, limit));
  }

  private static DetectMethod pageHinkley(RunSettings read) {
    double drift = read.run().number("drift", 0.1, 0, MOST);
    double limit = limit(read, 25);
    return fitted(
        "the Page-Hinkley test",
        Band.NONE,
        Causal.UNBOUNDED,
        clean -> PageHinkley.fit(clean, drift, limit));
  }

  private static DetectMethod randomCutForest(RunSettings read) {
    Settings run = read.run();
    RandomCutSettings usual = RandomCutSettings.usual(0);
    RandomCutSettings settings =
        new RandomCutSettings(
            (int) run.integer("trees", usual.trees(), 1, 1000),
            (int) run.integer("sample", usual.sample(), 16, 8192),
            (int) run.integer("shingle", usual.shingle(), 1, 1024),
            run.number("time_decay", usual.timeDecay(), 0, 0.999),
            run.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE),
            limit(read, usual.deviations()));
    int least = settings.sample() + settings.shingle();
    return new DetectMethod(
        "a random cut forest",
        Band.NONE,
        Causal.UNBOUNDED,
        least,
        true,
        clean -> RandomCut.fit(clean, settings));
  }

  private static double limit(RunSettings read, double usual) {
    return read.run().number("limit", usual, 1e-6, 1e6);
  }

  private static DetectMethod fixed(
      String words, Band band, RunSettings read, java.util.function.Supplier<Detector> detector) {
    int lookback = 0;
    if (read.run().reading().problems().isEmpty()) {
      switch (detector.get()) {
        case Causal causal -> lookback = causal.lookback();
        case io.foretide.detect.Refused(String reason, String needs) ->
            read.run().problem("method", "cannot run: " + reason + "; it needs " + needs);
        case io.foretide.detect.Offline offline ->
            read.run().problem("method", "needs all rows at once and cannot run continuously");
      }
    }
    return new DetectMethod(words, band, lookback, 0, false, clean -> detector.get());
  }

  private static DetectMethod fitted(String words, Band band, int lookback, DetectMethod.Fit fit) {
    return new DetectMethod(words, band, lookback, 30, false, fit);
  }

  private static DetectMethod unbounded(String words, DetectMethod.Fit fit) {
    return new DetectMethod(words, Band.NONE, Causal.UNBOUNDED, 0, false, fit);
  }

  /**
   * One method.
   *
   * @param name in a model's file
   * @param maker reads the method's own settings
   */
  private record Entry(String name, Maker maker) {}

  /** Makes a method from the settings that only it has. */
  private interface Maker {
    DetectMethod make(RunSettings read);
  }
}
