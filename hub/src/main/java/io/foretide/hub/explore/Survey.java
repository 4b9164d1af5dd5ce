package io.foretide.hub.explore;

import io.foretide.core.engine.Engine;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.error.ProviderException;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.sensor.SeriesInfo;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.hub.models.Outputs;
import io.foretide.hub.models.PredictionSlices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Judges every series over a range, one after the other, and the detectors' scores with them; ends
 * when its time is over. Thread-safe.
 */
final class Survey {
  private static final int PAGE = 1_000;
  private static final int MODELS = 200;

  /** The detectors have what is left of the time, and this share in any case. */
  private static final double FOR_SERIES = 0.8;

  private final SensorInformationProvider series;
  private final SensorDataProvider data;
  private final Engine engine;
  private final PredictionHistory predictions;
  private final WallClock clock;
  private final long budget;

  /**
   * @param budget nanoseconds that a survey may take
   */
  Survey(
      SensorInformationProvider series,
      SensorDataProvider data,
      Engine engine,
      PredictionHistory predictions,
      WallClock clock,
      long budget) {
    this.series = series;
    this.data = data;
    this.engine = engine;
    this.predictions = predictions;
    this.clock = clock;
    this.budget = budget;
  }

  /** A series and what was found. */
  record Ranked(String series, String unit, Unusual found) {}

  /**
   * A detector's scores in the range.
   *
   * @param inputs series that it reads
   * @param score the largest; above 1 is an alarm
   * @param at when, epoch nanoseconds
   * @param alarms how many were above 1
   */
  record Scored(String model, List<String> inputs, double score, long at, long alarms) {}

  /**
   * What came of a survey.
   *
   * @param series those that stopped first, then by falling score; those without enough past are
   *     not among them
   * @param detectors by falling score
   * @param looked how many series were judged
   * @param untold how many of them have too little past
   * @param complete whether the time sufficed
   */
  record Found(
      Windows windows,
      List<Ranked> series,
      List<Scored> detectors,
      long looked,
      long untold,
      boolean complete) {}

  Found run(Windows windows, String search) throws ProviderException, IOException {
    long start = clock.monotonic();
    List<Ranked> ranked = new ArrayList<>();
    long looked = 0;
    long untold = 0;
    boolean complete = true;
    String after = "";
    pages:
    while (true) {
      List<SeriesInfo> page = series.list(search, after, PAGE);
      for (SeriesInfo info : page) {
        if (clock.monotonic() - start > FOR_SERIES * budget) {
          complete = false;
          break pages;
        }
        after = info.name();
        looked++;
        Unusual found = windows.judge(data, info);
        if (found.silent() || !Double.isNaN(found.score())) {
          ranked.add(new Ranked(info.name(), info.attributes().getOrDefault("unit", ""), found));
        } else {
          untold++;
        }
      }
      if (page.size() < PAGE) {
        break;
      }
    }
    ranked.sort(
        Comparator.comparing((Ranked r) -> !r.found().silent())
            .thenComparing(r -> r.found().silent() ? 0 : -r.found().score())
            .thenComparing(Ranked::series));
    List<Scored> scored = new ArrayList<>();
    complete &= detectors(windows.range(), search, start + budget, scored);
    scored.sort(Comparator.comparingDouble((Scored s) -> -s.score()).thenComparing(Scored::model));
    return new Found(windows, ranked, scored, looked, untold, complete);
  }

  private boolean detectors(Range range, String search, long deadline, List<Scored> out)
      throws ProviderException, IOException {
    for (int offset = 0; ; offset += MODELS) {
      List<ModelStatus> page = engine.models("", null, Engine.ModelOrder.NAME, offset, MODELS);
      for (ModelStatus status : page) {
        String column = Outputs.score(status.needs().outputs());
        if (column.isEmpty() || !concerns(status, search)) {
          continue;
        }
        if (clock.monotonic() - deadline > 0) {
          return false;
        }
        Scored scored = scored(status, column, range);
        if (!Double.isNaN(scored.score())) {
          out.add(scored);
        }
      }
      if (page.size() < MODELS) {
        return true;
      }
    }
  }

  private static boolean concerns(ModelStatus status, String search) {
    String wanted = search.toLowerCase(java.util.Locale.ROOT);
    return status.model().definition().inputs().stream()
        .anyMatch(i -> i.toLowerCase(java.util.Locale.ROOT).contains(wanted));
  }

  private Scored scored(ModelStatus status, String column, Range range)
      throws ProviderException, IOException {
    double[] most = {Double.NaN};
    long[] at = {0, 0};
    new PredictionSlices(predictions)
        .read(
            status.model().id(),
            range,
            0,
            status.model().definition().resolution(),
            (_, rows) -> {
              int c = rows.names().indexOf(column);
              for (int i = 0; c >= 0 && i < rows.rows(); i++) {
                double score = rows.column(c)[i];
                at[1] += score > Outputs.LIMIT ? 1 : 0;
                if (score > most[0] || Double.isNaN(most[0]) && !Double.isNaN(score)) {
                  most[0] = score;
                  at[0] = rows.times()[i];
                }
              }
            });
    return new Scored(
        status.model().name(), status.model().definition().inputs(), most[0], at[0], at[1]);
  }
}
