package io.foretide.detect.catalog;

import static io.foretide.detect.catalog.Parameter.choice;
import static io.foretide.detect.catalog.Parameter.integer;
import static io.foretide.detect.catalog.Parameter.number;
import static io.foretide.detect.catalog.Parameter.numbers;
import static io.foretide.detect.catalog.Parameter.rows;

import io.foretide.detect.Detector;
import io.foretide.detect.catalog.DetectorEntry.LeastRows;
import io.foretide.detect.catalog.DetectorEntry.Maker;
import io.foretide.detect.catalog.DetectorEntry.Scope;
import io.foretide.detect.catalog.DetectorEntry.Time;
import io.foretide.detect.change.OnlineChange;
import io.foretide.detect.change.Pelt;
import io.foretide.detect.forest.IsolationForest;
import io.foretide.detect.forest.MultiScale;
import io.foretide.detect.forest.RandomCut;
import io.foretide.detect.forest.RandomCutSettings;
import io.foretide.detect.neural.Autoencoder;
import io.foretide.detect.neural.TrainSettings;
import io.foretide.detect.subspace.Mahalanobis;
import io.foretide.detect.subspace.Pca;
import io.foretide.detect.subspace.PcaSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Detectors that look at all signals together. */
final class JointEntries {
  private static final RandomCutSettings FOREST = RandomCutSettings.usual(0);

  static final List<DetectorEntry> ALL =
      List.of(
          fitted(
              "pca",
              Pca.KIND,
              "principal components with T2 and Q",
              pca(),
              v -> 20,
              JointEntries::pca),
          fitted(
              "dynamic_pca",
              Pca.DYNAMIC,
              "principal components of rows and the rows before, with T2 and Q",
              pca(rows("lags", 2, 1, 10_000, "earlier rows that are part of a row")),
              v -> 20,
              JointEntries::pca),
          fitted(
              "mahalanobis",
              Mahalanobis.KIND,
              "distance from the mean in units of the covariance",
              List.of(level()),
              v -> 20,
              (x, v) -> Mahalanobis.fit(x, v.number("level"))),
          fitted(
              "isolation_forest",
              IsolationForest.KIND,
              "rows that few random cuts isolate",
              List.of(
                  integer("trees", 100, 1, 1000, "number of trees"),
                  rows("sample", 256, 2, 8192, "clean rows that a tree is grown from"),
                  seed()),
              v -> 20,
              (x, v) ->
                  IsolationForest.fit(x, v.count("trees"), v.count("sample"), v.count("seed"))),
          fitted(
              "rcf",
              RandomCut.KIND,
              "random cut forest, which goes on learning",
              List.of(
                  trees(FOREST.trees()),
                  sample(),
                  rows("shingle", FOREST.shingle(), 1, 1024, "rows that make one point"),
                  decay(),
                  number("limit", FOREST.deviations(), 1e-6, 1e6, "deviations of recent scores"),
                  seed()),
              v -> v.count("sample") + v.count("shingle"),
              (x, v) -> RandomCut.fit(x, forest(v, v.count("shingle"), v.number("limit")))),
          new DetectorEntry(
              "multi_scale",
              MultiScale.KIND,
              "random cut forests on trailing means of several spans",
              Scope.MULTIVARIATE,
              Time.CAUSAL,
              false,
              List.of(
                  numbers("spans", "1,24,96", 1, 100_000, "rows of the trailing means"),
                  trees(30),
                  sample(),
                  decay(),
                  number("limit", 2, 1e-6, 1e6, "sum of normalised scores that is the limit"),
                  seed()),
              v -> 0,
              JointEntries::multiScale),
          fitted(
              "autoencoder",
              Autoencoder.KIND,
              "hourglass network that reconstructs clean rows",
              List.of(
                  number("compression", 0.5, 0, 1, "share of the signals in the narrowest layer"),
                  integer("layers", 3, 1, 20, "encoding layers"),
                  integer("epochs", 60, 1, 10_000, "passes over the clean rows"),
                  rows("batch", 32, 1, 100_000, "rows per step"),
                  number("rate", 2e-3, 1e-9, 1, "step size"),
                  seed()),
              v -> 60,
              (x, v) -> Autoencoder.fit(x, train(v))),
          fitted(
              "online_change",
              OnlineChange.KIND,
              "Bayesian online changepoints",
              List.of(
                  number("expected_run", 1000, 1.001, 1e9, "mean rows between changes"),
                  rows("recent", 5, 1, 10_000, "rows within which a change counts as now"),
                  rows("longest", 500, 3, 100_000, "longest run that is told apart")),
              v -> 10,
              (x, v) ->
                  OnlineChange.fit(
                      x,
                      new OnlineChange.Settings(
                          v.number("expected_run"), v.count("recent"), v.count("longest")))),
          new DetectorEntry(
              "pelt",
              "pelt",
              "changepoints of the mean by optimal partitioning",
              Scope.MULTIVARIATE,
              Time.OFFLINE,
              false,
              List.of(
                  number("penalty", 2, 1e-6, 1e6, "factor of the penalty per change"),
                  rows("shortest", 5, 1, 1e6, "rows per segment at least")),
              v -> 0,
              (x, v) -> Pelt.of(x.length, v.number("penalty"), v.count("shortest"))));

  private JointEntries() {}

  private static DetectorEntry fitted(
      String name,
      String kind,
      String words,
      List<Parameter> parameters,
      LeastRows least,
      Maker maker) {
    return new DetectorEntry(
        name, kind, words, Scope.MULTIVARIATE, Time.CAUSAL, true, parameters, least, maker);
  }

  private static Parameter seed() {
    return integer("seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE, "of all randomness");
  }

  private static Parameter level() {
    return number("level", 0.995, 0.501, 0.9999, "share of clean rows below the limit");
  }

  private static Parameter trees(int usual) {
    return integer("trees", usual, 1, 1000, "number of trees");
  }

  private static Parameter sample() {
    return rows("sample", FOREST.sample(), 16, 8192, "points that a tree keeps");
  }

  private static Parameter decay() {
    return number("time_decay", FOREST.timeDecay(), 0, 0.999, "how fast old points go, per row");
  }

  private static List<Parameter> pca(Parameter... lags) {
    List<Parameter> own =
        List.of(
            integer("components", 0, 0, 100_000, "to keep, 0 to choose by variance"),
            number("variance", 0.9, 1e-6, 0.999999, "share that the kept components explain"),
            choice(
                "statistic",
                "larger",
                Parameter.names(PcaSettings.Statistic.values()),
                "T2, Q, the larger or the sum of both over their limits"),
            level());
    return Stream.concat(own.stream(), Arrays.stream(lags)).toList();
  }

  private static Detector pca(double[][] x, ParameterValues v) {
    return Pca.fit(
        x,
        new PcaSettings(
            v.count("components"),
            v.number("variance"),
            v.has("lags") ? v.count("lags") : 0,
            PcaSettings.Statistic.valueOf(v.text("statistic").toUpperCase(Locale.ROOT)),
            v.number("level")));
  }

  private static Detector multiScale(double[][] x, ParameterValues v) {
    int[] spans = Arrays.stream(v.numbers("spans")).mapToInt(s -> (int) s).toArray();
    RandomCutSettings forest = forest(v, 1, FOREST.deviations());
    return MultiScale.of(x.length, forest, spans, v.number("limit"));
  }

  private static RandomCutSettings forest(ParameterValues v, int shingle, double deviations) {
    return new RandomCutSettings(
        v.count("trees"),
        v.count("sample"),
        shingle,
        v.number("time_decay"),
        v.count("seed"),
        deviations);
  }

  static TrainSettings train(ParameterValues v) {
    return new TrainSettings(
        v.number("compression"),
        v.count("layers"),
        v.count("epochs"),
        v.count("batch"),
        v.number("rate"),
        v.count("seed"));
  }
}
