package io.foretide.core.late;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Schedule;
import io.foretide.core.sensor.PointWatch.Hit;
import io.foretide.core.time.Instants;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import io.foretide.core.world.Definitions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateDataTest {
  private static final long NOW = Instants.parse("2026-03-01T10:20:00Z");
  private static final long CELL = NOW / Instants.HOUR;

  private final LateData late =
      new LateData(
          new ClockGuard(
              new WallClock() {
                @Override
                public long now() {
                  return NOW;
                }

                @Override
                public long monotonic() {
                  return 0;
                }
              },
              ClockRules.DEFAULT,
              Long.MIN_VALUE));

  @BeforeEach
  void watch() throws Exception {
    Model m = ModelEdit.create(Definitions.hourly("m"), NOW);
    late.put(
        new Model(
            new ModelId(7), m.definition(), m.revisions(), m.state(), 1, m.floor(), m.createdAt()));
  }

  private List<Hit> changed(long... times) {
    return late.changed("s1", times, times.length);
  }

  @Test
  void a_changed_point_hits_the_interval_that_contains_it_and_no_neighbour() {
    assertThat(changed(NOW - 2 * Instants.HOUR))
        .containsExactly(
            new Hit(new ModelId(7), 1, RangeSet.of(CELL - 2, CELL - 1), Instants.MINUTE));
  }

  @Test
  void a_point_of_an_interval_that_is_not_due_hits_nothing() {
    assertThat(changed(NOW)).isEmpty();
  }

  @Test
  void a_point_later_than_late_within_hits_nothing() {
    assertThat(changed(NOW - 26 * Instants.HOUR)).isEmpty();
  }

  @Test
  void only_points_before_the_due_end_need_comparing() {
    assertThat(late.watchedBefore("s1")).isEqualTo(CELL * Instants.HOUR);
    assertThat(late.watchedBefore("other")).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void a_deleted_model_watches_nothing() {
    late.remove(new ModelId(7));
    assertThat(changed(NOW - 2 * Instants.HOUR)).isEmpty();
    assertThat(late.modelsOf("s1")).isEmpty();
  }

  @Test
  void a_model_driven_by_points_counts_them() throws Exception {
    Model m =
        ModelEdit.create(
            Definitions.of("p", new Schedule.ByPoints(100), "2026-01-01T00:00:00Z", Map.of()), NOW);
    late.put(
        new Model(
            new ModelId(8), m.definition(), m.revisions(), m.state(), 1, m.floor(), m.createdAt()));
    assertThat(late.counters("s1"))
        .singleElement()
        .matches(c -> c.count() == 100 && c.model().value() == 8);
  }
}
