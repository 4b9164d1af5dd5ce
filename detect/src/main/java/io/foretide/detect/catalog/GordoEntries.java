package io.foretide.detect.catalog;

import static io.foretide.detect.catalog.Parameter.choice;
import static io.foretide.detect.catalog.Parameter.integer;
import static io.foretide.detect.catalog.Parameter.number;
import static io.foretide.detect.catalog.Parameter.rows;

import io.foretide.detect.Detector;
import io.foretide.detect.catalog.DetectorEntry.Scope;
import io.foretide.detect.catalog.DetectorEntry.Time;
import io.foretide.detect.gordo.Folds;
import io.foretide.detect.gordo.GordoDetector;
import io.foretide.detect.gordo.GordoSettings;
import io.foretide.detect.gordo.HourglassTags;
import io.foretide.detect.gordo.LinearTags;
import io.foretide.detect.gordo.Smoothing;
import io.foretide.detect.gordo.TagModel;
import io.foretide.detect.gordo.TagScaler;
import io.foretide.detect.neural.TrainSettings;
import java.util.List;
import java.util.Locale;

/** Gordo's detectors, in its numbers. */
final class GordoEntries {
  private static final List<String> TRUTH = List.of("true", "false");

  static final List<DetectorEntry> ALL =
      List.of(
          entry(
              "gordo_diff",
              "Gordo's DiffBased detector: limits are the largest six-row minima of the last fold",
              parameters(0, "false", integer("folds", 3, 2, 100, "growing parts in time")),
              GordoEntries::diffBased),
          entry(
              "gordo_kfcv",
              "Gordo's KFCV detector: limits are a quantile of smoothed out-of-fold errors",
              parameters(
                  144,
                  "true",
                  integer("folds", 5, 2, 100, "shuffled parts"),
                  number("percentile", 0.99, 0.5, 1, "quantile that is the limit")),
              GordoEntries::kfcv));

  private GordoEntries() {}

  private static DetectorEntry entry(
      String name, String words, List<Parameter> parameters, DetectorEntry.Maker maker) {
    return new DetectorEntry(
        name,
        GordoDetector.KIND,
        words,
        Scope.MULTIVARIATE,
        Time.CAUSAL,
        true,
        parameters,
        v -> Math.max(20, 6 * (v.count("folds") + 1)),
        maker);
  }

  private static List<Parameter> parameters(int window, String shuffle, Parameter... own) {
    List<Parameter> all = new java.util.ArrayList<>(List.of(own));
    List<String> scalers = Parameter.names(TagScaler.Kind.values());
    all.add(choice("model", "linear", List.of("linear", "hourglass"), "what predicts the signals"));
    all.add(choice("inputs", "min_max", scalers, "scaler before a linear model"));
    all.add(integer("components", 2, 0, 10_000, "principal components of a linear model"));
    all.add(choice("scaler", "min_max", scalers, "scaler of the errors"));
    all.add(choice("shuffle", shuffle, TRUTH, "whether training rows are shuffled"));
    all.add(rows("window", window, 0, 1e6, "rows of smoothing, 0 for none"));
    all.add(
        choice("smoothing", "smm", Parameter.names(Smoothing.values()), "median, mean or EWMA"));
    all.add(choice("stateful", "false", TRUTH, "whether smoothing goes on across requests"));
    all.add(integer("epochs", 60, 1, 10_000, "passes over the rows, of an hourglass"));
    all.add(integer("seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE, "of an hourglass"));
    return List.copyOf(all);
  }

  private static Detector diffBased(double[][] x, ParameterValues v) {
    GordoSettings settings =
        GordoSettings.diffBased(model(v)).withFolds(new Folds.TimeSeries(v.count("folds")));
    return fit(x, v, settings);
  }

  private static Detector kfcv(double[][] x, ParameterValues v) {
    GordoSettings settings =
        GordoSettings.kfcv(model(v))
            .withFolds(new Folds.KFold(v.count("folds"), true, 0))
            .withPercentile(v.number("percentile"));
    return fit(x, v, settings);
  }

  private static Detector fit(double[][] x, ParameterValues v, GordoSettings settings) {
    GordoSettings full =
        settings
            .withScaler(scaler(v, "scaler"))
            .withShuffle(v.is("shuffle"))
            .withSmoothing(
                v.count("window"), Smoothing.valueOf(v.text("smoothing").toUpperCase(Locale.ROOT)));
    return GordoDetector.fit(x, v.is("stateful") ? full.asStateful() : full);
  }

  private static TagModel model(ParameterValues v) {
    return v.text("model").equals("hourglass")
        ? new HourglassTags(TrainSettings.usual(v.count("seed")).withEpochs(v.count("epochs")))
        : new LinearTags(scaler(v, "inputs"), v.count("components"), TagScaler.Kind.NONE);
  }

  private static TagScaler.Kind scaler(ParameterValues v, String name) {
    return TagScaler.Kind.valueOf(v.text(name).toUpperCase(Locale.ROOT));
  }
}
