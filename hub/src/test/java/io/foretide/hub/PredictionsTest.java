package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final long STEP = 600 * Instants.SECOND;
  private static final String ONE = "/api/v1/models/pump-7%2Fpressure";
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** One block of rows from an origin; the mean of row i is {@code base + i}. */
  private void block(long origin, int rows, double base) {
    double[] mean = new double[rows];
    double[] lo = new double[rows];
    double[] hi = new double[rows];
    for (int i = 0; i < rows; i++) {
      mean[i] = base + i;
      lo[i] = mean[i] - 1;
      hi[i] = mean[i] + 1;
    }
    served.predictions.write(
        new ModelId(1),
        1,
        List.of("mean", "lo_95", "hi_95"),
        List.of(new PredictionBlock(origin, origin, STEP, new double[][] {mean, lo, hi})));
  }

  @Test
  void the_latest_forecast_of_each_instant_comes_in_columns() throws Exception {
    block(Served.NOW - 6 * STEP, 6, 100);
    block(Served.NOW - 3 * STEP, 6, 200);
    Read rows = served.json(ONE + "/predictions?from=-1h&to=2026-03-01T13:00:00Z");
    assertThat(rows.list("columns.mean")).hasSize(9).startsWith(100.0, 101.0, 102.0, 200.0);
    assertThat(rows.list("outputs").toString()).isEqualTo("[mean, lo_95, hi_95]");
    assertThat(rows.at("step_seconds")).isEqualTo(600.0);
    Read early = served.json(ONE + "/predictions?from=-1h&min_lead=30m");
    assertThat(early.at("columns.mean.0")).isEqualTo(103.0);
  }

  @Test
  void one_origin_or_the_newest_is_given_with_what_lies_beyond_now() throws Exception {
    block(Served.NOW - 6 * STEP, 6, 100);
    block(Served.NOW - STEP, 6, 200);
    Read newest = served.json(ONE + "/predictions?origin=latest");
    assertThat(newest.at("origin")).isEqualTo("2026-03-01T11:50:00Z");
    assertThat(newest.list("columns.mean")).hasSize(6);
    assertThat(newest.at("revision")).isEqualTo(1);
    Read older = served.json(ONE + "/predictions?origin=2026-03-01T11:00:00Z");
    assertThat(older.at("columns.mean.0")).isEqualTo(100.0);
    Served.read(served.get(ONE + "/predictions?origin=2026-03-01T10:00:00Z"), 404);
  }

  @Test
  void thinned_rows_keep_the_widest_band_and_the_spike() throws Exception {
    int rows = 60_000;
    double[] mean = new double[rows];
    double[] lo = new double[rows];
    double[] hi = new double[rows];
    Arrays.fill(lo, -1);
    Arrays.fill(hi, 1);
    mean[30_000] = 500;
    lo[20_000] = -70;
    hi[45_000] = 90;
    long origin = Served.NOW - rows * STEP;
    served.predictions.write(
        new ModelId(1),
        1,
        List.of("mean", "lo_95", "hi_95"),
        List.of(new PredictionBlock(origin, origin, STEP, new double[][] {mean, lo, hi})));
    Read thin = served.json(ONE + "/predictions?from=-420d&buckets=100");
    assertThat(thin.at("raw")).isEqualTo(false);
    assertThat(thin.list("times").size()).isBetween(95, 100);
    assertThat(thin.list("columns.mean").contains(500.0)).isTrue();
    assertThat(thin.list("columns.lo_95").contains(-70.0)).isTrue();
    assertThat(thin.list("columns.hi_95").contains(90.0)).isTrue();
    assertThat(served.predictions.largestRead).isLessThanOrEqualTo(50_000);
  }

  @Test
  void an_absurd_range_is_refused_before_it_is_read() throws Exception {
    Read error = Served.read(served.get(ONE + "/predictions?from=1700-01-01&to=2200-01-01"), 400);
    assertThat(error.text("error.message")).contains("rows");
    assertThat(served.predictions.largestRead).isZero();
  }

  @Test
  void accuracy_is_measured_against_yesterday_on_the_same_instants() throws Exception {
    for (int i = 0; i < 4 * 144; i++) {
      long t = Served.NOW - i * STEP;
      // Each day is 10 above the day before: yesterday is always wrong by 10.
      double day = Math.floorDiv(t, Instants.DAY) * 10.0;
      served.points.put("pump-7.pressure", t, day);
    }
    for (int i = 1; i <= 144; i++) {
      long t = Served.NOW - i * STEP;
      double actual = Math.floorDiv(t, Instants.DAY) * 10.0;
      block(t, 1, i % 2 == 0 ? actual + 2 : actual + 0.5);
    }
    Read accuracy = served.json(ONE + "/accuracy?from=-1d&buckets=24");
    assertThat(accuracy.at("baseline")).isEqualTo("seasonal naive");
    assertThat(accuracy.list("items")).hasSize(24);
    assertThat(accuracy.at("overall.n")).isEqualTo(144);
    assertThat(number(accuracy, "overall.mae")).isCloseTo(1.25, within(1e-9));
    assertThat(number(accuracy, "overall.baseline_mae")).isCloseTo(10, within(1e-9));
    assertThat(number(accuracy, "overall.coverage_95")).isCloseTo(0.5, within(1e-9));
  }

  private static double number(Read read, String path) {
    return read.at(path) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  @Test
  void a_detector_is_reported_by_its_alarms() throws Exception {
    served.engine.outputs = List.of("value", "score");
    double[] score = {0.2, 1.5, 0.9, 1.0, Double.NaN, 3.5};
    long from = Served.NOW - score.length * STEP;
    served.predictions.write(
        new ModelId(1),
        1,
        List.of("value", "score"),
        List.of(new PredictionBlock(from, from, STEP, new double[][] {new double[6], score})));
    Read accuracy = served.json(ONE + "/accuracy?from=-1h&buckets=1");
    assertThat(accuracy.at("kind")).isEqualTo("detector");
    assertThat(accuracy.at("items.0.alarms")).isEqualTo(2);
    assertThat(accuracy.at("overall.n")).isEqualTo(5);
    assertThat(accuracy.at("overall.score_max")).isEqualTo(3.5);
  }
}
