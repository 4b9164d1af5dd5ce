package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.commit.Checkpoint;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Order;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How the intervals of a model are cut into requests never shows in its rows. */
class SplitPropertyTest {
  private static final int BUCKETS = 144 * 12;

  static Stream<Arguments> models() {
    Map<String, Object> naive =
        Map.of("method", "seasonal_naive", "season", "1d", "horizon", "4h", "levels", List.of(90));
    Map<String, Object> winters =
        Map.of("method", "holt_winters", "season", "4h", "horizon", "2h", "levels", List.of(80));
    Map<String, Object> forest = Map.of("method", "rcf", "trees", 5, "sample", 32, "shingle", 4);
    Map<String, Object> shortFit = Map.of("window", "1d", "every", "12h");
    return Stream.of(
        Arguments.of(
            1, new Object[] {"run", Map.of("forecast", naive), "train", Map.of("window", "4d")}),
        Arguments.of(
            1,
            new Object[] {
              "run", Map.of("forecast", winters), "train", Map.of("window", "1d", "every", "6h")
            }),
        Arguments.of(
            2,
            new Object[] {
              "inputs",
              List.of("a"),
              "when",
              "b > 45",
              "settle",
              "40m",
              "run",
              Map.of("forecast", winters),
              "train",
              Map.of("window", "1d", "every", "6h")
            }),
        Arguments.of(
            2,
            new Object[] {
              "inputs",
              List.of("a"),
              "regime",
              "b > 50",
              "run",
              Map.of("detect", Map.of("method", "z_score")),
              "train",
              shortFit
            }),
        Arguments.of(
            2,
            new Object[] {
              "regime",
              "b > 50",
              "settle",
              "20m",
              "run",
              Map.of("detect", forest),
              "train",
              shortFit
            }),
        Arguments.of(
            1, new Object[] {"run", Map.of("detect", Map.of("method", "limits", "high", 60))}),
        Arguments.of(
            2, new Object[] {"run", Map.of("detect", Map.of("method", "mad", "window", "5h"))}),
        Arguments.of(
            1, new Object[] {"run", Map.of("detect", Map.of("method", "seasonal", "seasons", 3))}),
        Arguments.of(2, new Object[] {"run", Map.of("detect", forest), "train", shortFit}),
        Arguments.of(
            1, new Object[] {"run", Map.of("detect", forest), "train", shortFit, "order", "any"}),
        Arguments.of(
            1,
            new Object[] {
              "run", Map.of("detect", Map.of("method", "cusum")), "train", shortFit, "order", "any"
            }),
        Arguments.of(
            3, new Object[] {"run", Map.of("detect", Map.of("method", "ewma")), "train", shortFit}),
        Arguments.of(
            1,
            new Object[] {"run", Map.of("detect", Map.of("method", "z_score")), "train", shortFit}),
        Arguments.of(
            1, new Object[] {"run", Map.of("detect", Map.of("method", "gap")), "train", shortFit}),
        Arguments.of(
            1,
            new Object[] {
              "run", Map.of("detect", Map.of("method", "page_hinkley")), "train", shortFit
            }));
  }

  @ParameterizedTest
  @MethodSource("models")
  void any_split_of_the_intervals_gives_the_same_bits(int inputs, Object[] settings)
      throws ProviderException {
    for (long seed = 1; seed <= 4; seed++) {
      Random random = new Random(seed);
      double[][] data = new double[inputs][];
      for (int c = 0; c < inputs; c++) {
        data[c] = Models.wave(BUCKETS, seed * 10 + c, 0.15);
      }
      // Driven by points, intervals do not end between two buckets.
      Object[] own = seed == 3 ? Models.and(settings, "every", Map.of("points", 100)) : settings;
      long every = seed == 3 ? 25 * Models.STEP / 10 : 3 * Models.STEP;
      long first = seed == 4 ? 144 * 8 * Models.STEP : 0;
      int n = (int) ((BUCKETS * Models.STEP - first) / every);
      Range[] intervals = Models.grid(first, every, n);
      Models whole = Models.of(data, own);
      List<String> joined = Models.lines(whole.run(intervals, 0, n, null));
      assertThat(joined).hasSize(n).anyMatch(line -> line.contains("PREDICTED"));
      List<String> parts = parts(Models.of(data, own), intervals, random);
      assertThat(parts).hasSize(n);
      for (int i = 0; i < n; i++) {
        assertThat(parts.get(i)).as("seed %s, interval %s", seed, i).isEqualTo(joined.get(i));
      }
    }
  }

  private static List<String> parts(Models models, Range[] intervals, Random random)
      throws ProviderException {
    boolean carried = models.provider.needs(models.model.definition()).order() == Order.SEQUENTIAL;
    List<String> out = new ArrayList<>();
    Checkpoint checkpoint = null;
    int at = 0;
    while (at < intervals.length) {
      int end = Math.min(intervals.length, at + 1 + random.nextInt(random.nextBoolean() ? 2 : 60));
      RunResult result = models.run(intervals, at, end, checkpoint);
      out.addAll(Models.lines(result));
      if (carried && result.checkpoint() != null) {
        Checkpoint c = result.checkpoint();
        assertThat(c.instant()).isEqualTo(intervals[end - 1].to());
        checkpoint = new Checkpoint(c.instant(), c.state().clone());
      }
      at = end;
    }
    return out;
  }

  @ParameterizedTest
  @MethodSource("models")
  void no_row_depends_on_a_point_after_its_interval(int inputs, Object[] settings)
      throws ProviderException {
    double[][] data = new double[inputs][];
    double[][] poisoned = new double[inputs][];
    int cut = 144 * 9 + 1;
    for (int c = 0; c < inputs; c++) {
      data[c] = Models.wave(BUCKETS, 5 + c, 0.05);
      poisoned[c] = data[c].clone();
      java.util.Arrays.fill(poisoned[c], cut, BUCKETS, 1e6 * (c + 1));
    }
    // The last interval ends inside the first poisoned bucket.
    long end = cut * Models.STEP + Models.STEP / 3;
    long every = 25 * Models.STEP / 10;
    Range[] intervals = Models.grid(end - 100 * every, every, 100);
    Models clean = Models.of(data, Models.and(settings, "every", Map.of("points", 100)));
    // What lies after each interval is in the frame of the joined request, and beyond the end.
    List<String> joined = Models.lines(clean.run(intervals, 0, 100, null));
    assertThat(Models.lines(clean.with(poisoned).run(intervals, 0, 100, null))).isEqualTo(joined);
    boolean carried = clean.provider.needs(clean.model.definition()).order() == Order.SEQUENTIAL;
    if (!carried) {
      for (int i = 0; i < 100; i += 7) {
        double[][] later = new double[inputs][];
        long b = intervals[i].to();
        for (int c = 0; c < inputs; c++) {
          later[c] = data[c].clone();
          java.util.Arrays.fill(later[c], (int) (b / Models.STEP), BUCKETS, -1e6);
        }
        List<String> lines = Models.lines(clean.with(later).run(intervals, 0, i + 1, null));
        assertThat(lines.get(i)).isEqualTo(joined.get(i));
      }
    }
  }
}
