package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.core.model.ModelId;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.time.Instants;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExploreTest {
  private static final long STEP = 10 * Instants.MINUTE;
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
    for (int i = 1; i <= 20 * 144; i++) {
      long t = Served.NOW - i * STEP;
      double day = i % 144;
      // Usual days differ by 0.1 from one to the next; a day has 0 to 143.
      double daily = day + 0.1 * (i / 144 % 2);
      boolean lately = i <= 6;
      served.points.put("calm", t, daily);
      served.points.put("odd", t, lately ? daily + 50 : daily);
      if (!lately) {
        served.points.put("gone", t, daily);
      }
      if (i < 3 * 144) {
        served.points.put("new", t, daily);
      }
    }
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static double number(Read found, String path) {
    return found.at(path) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  @Test
  void series_are_ranked_by_how_unlike_their_own_past_they_were() throws Exception {
    Read found = served.json("/api/v1/explore?from=-1h");
    assertThat(found.text("items.0.series")).isEqualTo("gone");
    assertThat(found.at("items.0.silent")).isEqualTo(true);
    assertThat(found.at("items.0.score")).isNull();
    assertThat(found.text("items.1.series")).isEqualTo("odd");
    assertThat(found.text("items.2.series")).isEqualTo("calm");
    assertThat(found.at("total")).isEqualTo(3);
    assertThat(found.at("silent")).isEqualTo(1);
    assertThat(found.at("untold")).as("of three days").isEqualTo(1);
    assertThat(found.at("complete")).isEqualTo(true);
  }

  @Test
  void the_score_is_the_deviation_over_the_one_of_four_of_five_days() throws Exception {
    Read found = served.json("/api/v1/explore?from=-1h&search=odd");
    // Seven of the fourteen days before lie at +0.1, seven at 0: usual is +0.05, from which each
    // day is 0.05 away; the hour in question lies 50 - 0.05 from it.
    assertThat(number(found, "items.0.score")).isCloseTo((50 - 0.05) / 0.05, within(1.5));
    assertThat(found.at("items.0.above")).isEqualTo(14);
    assertThat(number(found, "items.0.value"))
        .isCloseTo(number(found, "items.0.usual") + 50, within(0.1));
    Read calm = served.json("/api/v1/explore?from=-1h&search=calm");
    assertThat(number(calm, "items.0.score")).isCloseTo(1, within(1e-6));
  }

  @Test
  void large_series_are_read_window_by_window_with_the_same_score() throws Exception {
    for (int i = 0; i < 200_000; i++) {
      long t = Served.NOW - (i + 1) * 7 * Instants.SECOND;
      served.points.put("dense", t, i < 400 ? 9 : Math.floorMod(i, 5));
    }
    Read found = served.json("/api/v1/explore?from=-40m&search=dense&windows=6");
    assertThat(served.points.largestRead).as("no large read").isLessThan(60_000);
    // Least and greatest values of a bucket are 1 and 0 apart from day to day, and 9 here.
    assertThat(number(found, "items.0.score")).isCloseTo(9, within(0.5));
    assertThat(found.at("items.0.windows")).isEqualTo(6);
  }

  @Test
  void detectors_tell_their_largest_score_of_the_range() throws Exception {
    served.engine.outputs = List.of("score", "expected");
    Served.read(served.send("POST", "/api/v1/models", Served.MODEL), 201);
    served.predictions.write(
        new ModelId(1),
        1,
        List.of("score", "expected"),
        List.of(
            new PredictionBlock(
                Served.NOW - Instants.HOUR,
                Served.NOW - Instants.HOUR,
                STEP,
                new double[][] {{0.2, 3.5, 1.5}, {1, 1, 1}})));
    Read found = served.json("/api/v1/explore?from=-2h");
    assertThat(found.text("detectors.0.model")).isEqualTo("pump-7/pressure");
    assertThat(found.at("detectors.0.score")).isEqualTo(3.5);
    assertThat(found.at("detectors.0.alarms")).isEqualTo(2);
  }

  @Test
  void pages_go_on_and_bad_ranges_are_refused() throws Exception {
    Read first = served.json("/api/v1/explore?from=-1h&limit=2");
    assertThat(first.list("items")).hasSize(2);
    Read second = served.json("/api/v1/explore?from=-1h&limit=2&offset=" + first.text("next"));
    assertThat(second.list("items")).hasSize(1);
    assertThat(second.at("next")).isNull();
    assertThat(served.get("/api/v1/explore?from=-60d").statusCode()).isEqualTo(400);
    assertThat(served.get("/api/v1/explore?from=now").statusCode()).isEqualTo(400);
    assertThat(served.get("/api/v1/explore?windows=2").statusCode()).isEqualTo(400);
  }
}
