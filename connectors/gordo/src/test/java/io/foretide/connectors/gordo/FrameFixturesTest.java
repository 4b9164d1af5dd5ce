package io.foretide.connectors.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.Resampler;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames against those that gordo-core built of the same points. */
class FrameFixturesTest {
  private static final long STEP = 10 * Instants.MINUTE;
  private static final long DAY = Instants.parse("2024-01-01T00:00:00Z");

  private static long at(JsonNode clock) {
    return DAY + Durations.parse(clock.asText() + ":00");
  }

  /** The fixtures are printed with four digits. */
  @Test
  void every_recorded_gap_is_filled_as_gordo_fills_it() throws Exception {
    int compared = 0;
    for (JsonNode c : Recorded.json("fixture-resample-cases.json")) {
      if (!c.path("result").isArray()) {
        continue;
      }
      Range range = new Range(at(c.path("start")), at(c.path("end")));
      int n = c.path("points").size();
      long[] times = new long[n];
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        times[i] = at(c.path("points").path(i).path(0));
        values[i] = c.path("points").path(i).path(1).asDouble();
      }
      JsonNode options = c.path("options");
      // The executor reads from the start of a bucket, where Gordo anchors at midnight.
      Range read = new Range(Math.floorDiv(range.from(), STEP) * STEP, range.to());
      double[] got =
          Resampler.resample(
              times,
              values,
              n,
              read,
              STEP,
              Aggregation.parse(options.path("aggregation_methods").asText("mean")));
      new Fill(
              !options.path("interpolation_method").asText("").equals("ffill"),
              Durations.parse(options.path("limit").asText("48h")),
              false)
          .apply(got, STEP);
      long[] starts = Resampler.starts(read, STEP);
      for (JsonNode row : c.path("result")) {
        long time = at(row.path(0));
        int i = java.util.Arrays.binarySearch(starts, time);
        if (i >= 0) {
          double expected = row.path(1).isNull() ? Double.NaN : row.path(1).asDouble();
          assertThat(got[i]).as(c.toString()).isEqualTo(expected, within(1e-4));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  private static Run run(String filter, int buffer) {
    List<String> tags = List.of("TAG 1", "TAG-2", "TAG.3", "TAG_4");
    return new Run(
        "plant-a",
        "m",
        "1",
        tags,
        tags,
        filter.isEmpty() ? List.of() : List.of(filter),
        buffer,
        0,
        0,
        0,
        new Fill(true, 48 * Instants.HOUR, false),
        true,
        true,
        true,
        "",
        "");
  }

  private static void equal(Run run, String fixture, int shorterBy) throws Exception {
    Range trained = new Range(DAY, DAY + 14 * Instants.DAY);
    Frame frame = Recorded.plant(trained);
    RowFilter filter = RowFilter.of(run.filters(), run.filterBuffer(), frame.names());
    Rows rows = Rows.of(run, filter, frame, trained, run.lead(true), STEP);
    List<String[]> lines = Recorded.csv(fixture);
    assertThat(rows.times().length).isEqualTo(lines.size() - 1 - shorterBy);
    for (int i = 0; i < rows.times().length; i++) {
      String[] cells = lines.get(i + 1);
      assertThat(rows.times()[i]).isEqualTo(Instants.parse(cells[0]));
      for (int c = 0; c < 4; c++) {
        assertThat(rows.columns()[c][i])
            .as(cells[0] + " " + c)
            .isEqualTo(Double.parseDouble(cells[c + 1]), within(1e-9));
      }
    }
  }

  /** Gordo's own frames have one row more: the bucket that begins at the end. */
  @Test
  void frames_of_two_weeks_equal_those_that_gordo_trained_on() throws Exception {
    equal(run("", 0), "fixture-pump-2-smooth-train.csv", 1);
  }

  @Test
  void a_row_filter_with_a_buffer_leaves_the_rows_that_gordo_trained_on() throws Exception {
    equal(run("`TAG 1` > 40", 1), "fixture-pump-1-train.csv", 1);
  }

  /**
   * Buckets that pandas 2.3.3 made of points: a row without value at the start and the end, {@code
   * resample(...).mean().ffill()}.
   */
  @Test
  void versions_before_one_fill_as_pandas_does() throws Exception {
    int compared = 0;
    try (InputStream in = FrameFixturesTest.class.getResourceAsStream("/fill-before-1.json")) {
      for (JsonNode c : Recorded.JSON.readTree(in)) {
        int n = c.path("points").size();
        long[] times = new long[n];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
          times[i] = Instants.parse(c.path("points").path(i).path(0).asText());
          values[i] = c.path("points").path(i).path(1).asDouble();
        }
        long step = Durations.parse(c.path("resolution").asText());
        Range range =
            new Range(
                Instants.parse(c.path("start").asText()), Instants.parse(c.path("end").asText()));
        double[] got = Resampler.resample(times, values, n, range, step, Aggregation.MEAN);
        Fill.of("0.57.2", Recorded.JSON.createObjectNode()).apply(got, step);
        long[] starts = Resampler.starts(range, step);
        // pandas' last bucket begins at the end, beyond what is asked for.
        assertThat(c.path("buckets").size()).isEqualTo(got.length + 1);
        for (int i = 0; i < got.length; i++) {
          JsonNode bucket = c.path("buckets").path(i);
          assertThat(starts[i]).isEqualTo(Instants.parse(bucket.path(0).asText()));
          double expected = bucket.path(1).isNull() ? Double.NaN : bucket.path(1).asDouble();
          assertThat(got[i])
              .as(c.path("name").asText() + " " + bucket)
              .isEqualTo(expected, within(1e-9));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(120);
  }

  @Test
  void a_data_set_says_how_far_a_gap_is_filled_and_null_means_without_end() throws Exception {
    JsonNode none = Recorded.JSON.readTree("{\"interpolation_limit\": null}");
    JsonNode brief = Recorded.JSON.readTree("{\"interpolation_limit\": \"30min\"}");
    assertThat(Fill.of("6.0.4", none)).isEqualTo(new Fill(true, Long.MAX_VALUE, false));
    assertThat(Fill.of("6.0.4", brief)).isEqualTo(new Fill(true, 30 * Instants.MINUTE, false));
  }

  @Test
  void versions_before_one_repeat_the_last_value_without_end() throws Exception {
    JsonNode old = Recorded.JSON.readTree("{}");
    JsonNode newer =
        Recorded.JSON.readTree(
            "{\"interpolation_method\": \"linear_interpolation\", \"interpolation_limit\": \"20min\"}");
    assertThat(Fill.of("0.57.2", old)).isEqualTo(new Fill(false, Long.MAX_VALUE, true));
    assertThat(Fill.of("5.1.4", old)).isEqualTo(new Fill(true, 48 * Instants.HOUR, false));
    assertThat(Fill.of("5.1.4", newer)).isEqualTo(new Fill(true, 20 * Instants.MINUTE, false));
    double nan = Double.NaN;
    double[] column = {nan, 1, nan, nan, nan, 5, nan};
    Fill.of("0.57.2", old).apply(column, STEP);
    assertThat(column).containsExactly(nan, 1, 1, 1, 1, 5, 5);
    double[] limited = {nan, 1, nan, nan, nan, 5, nan};
    Fill.of("5.1.4", newer).apply(limited, STEP);
    assertThat(limited).containsExactly(nan, 1, 2, 3, nan, 5, 5);
  }
}
