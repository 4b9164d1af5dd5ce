package io.foretide.app.detect;

import io.foretide.app.input.InputException;
import io.foretide.app.input.InputException.Kind;
import io.foretide.app.input.Together;
import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Offline;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.Scores;
import io.foretide.detect.catalog.DetectorCatalog;
import io.foretide.detect.catalog.DetectorEntry;
import io.foretide.detect.catalog.DetectorMethod;
import io.foretide.detect.episode.Episode;
import io.foretide.detect.episode.EpisodeRule;
import io.foretide.detect.episode.EpisodeTracker;
import io.foretide.detect.limit.Calibrated;
import io.foretide.detect.limit.Calibration;
import io.foretide.detect.limit.FalseAlarms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be detected in every series.
 *
 * @param method name in the catalogue
 * @param parameters of the method
 * @param training rows that it learns from
 * @param falseAlarms wanted false episodes per 30 days; NaN leaves the method's own limit
 * @param rule what counts as one episode
 */
public record DetectRequest(
    String method,
    Map<String, String> parameters,
    Training training,
    double falseAlarms,
    Rule rule) {

  /**
   * Checks what can be checked without a series.
   *
   * @throws InputException naming the option, its value and what was expected
   */
  public DetectRequest {
    parameters = Map.copyOf(parameters);
    if (falseAlarms <= 0) {
      throw new InputException(
          Kind.OPTION,
          "--false-alarms '" + falseAlarms + "': expected a number of episodes above 0");
    }
    var unused = method(method, parameters);
  }

  private static DetectorMethod method(String name, Map<String, String> parameters) {
    try {
      return DetectorCatalog.method(name, parameters);
    } catch (RefusedException e) {
      Refused r = e.refused();
      throw new InputException(Kind.OPTION, r.reason() + ": expected " + r.needs());
    }
  }

  /** What the method is. */
  public DetectorEntry entry() {
    return method(method, parameters).entry();
  }

  /** Scores one series, or several together. Data never makes this throw. */
  public Detected of(Together data) {
    DetectorMethod made = method(method, parameters);
    String name = String.join(", ", data.names());
    boolean learns = made.entry().fitted() || !Double.isNaN(falseAlarms);
    int trained = learns ? training.rows(data) : 0;
    EpisodeRule episodes = rule.of(data.step());
    // A method that learns nothing is told the number of signals by the columns all the same.
    double[][] clean = head(data.columns(), learns ? trained : data.rows());
    Detector detector =
        Double.isNaN(falseAlarms)
            ? made.fit(clean)
            : Calibration.fit(
                clean, new FalseAlarms(falseAlarms, 1 / data.step().days(), episodes), made::fit);
    return switch (detector) {
      case Refused(String reason, String needs) ->
          new Detected.None(name, reason + "; it needs " + needs);
      case Offline offline -> offline(offline, data, trained, episodes);
      case Causal causal -> streamed(causal, data, trained, episodes);
    };
  }

  private static double[][] head(double[][] columns, int rows) {
    double[][] out = new double[columns.length][];
    for (int j = 0; j < out.length; j++) {
      out[j] = Arrays.copyOf(columns[j], rows);
    }
    return out;
  }

  private Detected offline(Offline detector, Together data, int trained, EpisodeRule episodes) {
    try {
      Scores scores = detector.scores(data.columns());
      double[] values = scores.values().clone();
      Arrays.fill(values, 0, trained, Double.NaN);
      double[] none = new double[values.length];
      Arrays.fill(none, Double.NaN);
      List<Found> found = new ArrayList<>();
      for (Episode e : EpisodeTracker.all(episodes.withDirection(0), values)) {
        found.add(found(e, 0, List.of(), false));
      }
      return new Detected.Done(
          data, method, trained, values, none, none.clone(), none.clone(), found, Optional.empty());
    } catch (RefusedException e) {
      Refused r = e.refused();
      return new Detected.None(
          String.join(", ", data.names()), r.reason() + "; it needs " + r.needs());
    }
  }

  private Detected streamed(Causal detector, Together data, int trained, EpisodeRule episodes) {
    int rows = data.rows();
    double[] values = new double[rows];
    double[] expected = new double[rows];
    double[] low = new double[rows];
    double[] high = new double[rows];
    for (double[] each : List.of(values, expected, low, high)) {
      Arrays.fill(each, Double.NaN);
    }
    Scorer scorer = detector.scorer();
    Score score = new Score(detector.signals());
    double[] row = new double[detector.signals()];
    EpisodeTracker tracker = new EpisodeTracker(episodes);
    List<Found> found = new ArrayList<>();
    Peak peak = new Peak(data.names());
    Causal inner = detector instanceof Calibrated c ? c.inner() : detector;
    // A scorer that has learned its training rows beforehand must not see them again.
    boolean learned = inner.bare() != inner;
    int start = learned ? trained : trained - Math.min(trained, detector.lookback());
    for (int i = start; i < rows; i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = data.columns()[j][i];
      }
      scorer.score(row, score);
      if (i < trained) {
        continue;
      }
      values[i] = score.value();
      expected[i] = score.expected();
      low[i] = score.lo();
      high[i] = score.hi();
      peak.see(score, i);
      switch (tracker.next(score)) {
        case OPENED -> found.add(peak.of(tracker.last(), trained, null));
        case CONTINUES, CLOSED ->
            found.set(found.size() - 1, peak.of(tracker.last(), trained, found.getLast()));
        case NONE -> {}
      }
    }
    return new Detected.Done(
        data,
        method,
        trained,
        values,
        expected,
        low,
        high,
        found,
        detector instanceof Calibrated c ? Optional.of(c.limit()) : Optional.empty());
  }

  private static Found found(Episode e, int direction, List<Found.Share> shares, boolean ranking) {
    return new Found(
        (int) e.from(),
        (int) e.to(),
        e.size(),
        e.peak(),
        (int) e.peakRow(),
        direction,
        e.open(),
        shares,
        ranking);
  }

  /** What the signals contributed where a run above the limit was highest. */
  private static final class Peak {
    private final List<String> names;
    private double value;
    private int direction;
    private boolean ranking;
    private List<Found.Share> shares = List.of();

    Peak(List<String> names) {
      this.names = names;
    }

    /** The highest row since the score was last below its limit. */
    void see(Score score, int row) {
      if (!(score.value() > 1)) {
        value = Double.isNaN(score.value()) ? value : 0;
        return;
      }
      if (score.value() > value) {
        value = score.value();
        direction = score.direction();
        ranking = score.isRanking();
        shares = names.size() == 1 ? List.of() : shares(score.contributions());
      }
    }

    private List<Found.Share> shares(double[] contributions) {
      double sum = 0;
      for (double c : contributions) {
        sum += Double.isFinite(c) ? Math.abs(c) : 0;
      }
      List<Found.Share> out = new ArrayList<>();
      for (int j = 0; j < contributions.length; j++) {
        double part = Math.abs(contributions[j]) / sum;
        if (part > 0 && Double.isFinite(part)) {
          out.add(new Found.Share(names.get(j), part));
        }
      }
      out.sort(Comparator.comparingDouble(Found.Share::part).reversed());
      return out;
    }

    /**
     * An episode as rows of the data, which begin {@code shift} rows before the tracker's.
     *
     * @param before the same episode a row ago; its contributions stay where its peak does
     */
    Found of(Episode e, int shift, @Nullable Found before) {
      Found same = before != null && before.peakRow() == e.peakRow() + shift ? before : null;
      return new Found(
          (int) e.from() + shift,
          (int) e.to() + shift,
          e.size(),
          e.peak(),
          (int) e.peakRow() + shift,
          same == null ? direction : same.direction(),
          e.open(),
          same == null ? shares : same.shares(),
          same == null ? ranking : same.ranking());
    }
  }
}
