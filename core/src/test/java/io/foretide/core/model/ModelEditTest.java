package io.foretide.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.world.Definitions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelEditTest {
  private static final long NOW = Instants.parse("2026-03-01T10:20:00Z");

  private static ModelDefinition every(long every, long anchor, long delay, String start) {
    return Definitions.of(
        "m", new Schedule.ByTime(new Grid(anchor, every), delay), start, Map.of());
  }

  private static ModelDefinition hourly() {
    return every(Instants.HOUR, 0, 0, "-90d");
  }

  @Test
  void a_relative_start_is_resolved_once_and_on_the_grid() throws Exception {
    Model m = ModelEdit.create(hourly(), NOW);
    assertThat(m.revisions().getFirst().activeFrom())
        .isEqualTo(Instants.parse("2025-12-01T10:00:00Z"));
    assertThat(m.floor()).isEqualTo(m.revisions().getFirst().activeFrom());
  }

  @Test
  void a_fixed_start_that_makes_more_intervals_than_anyone_can_mean_is_refused() {
    assertThatThrownBy(
            () -> ModelEdit.create(every(Instants.SECOND, 0, 0, "1677-10-01T00:00:00Z"), NOW))
        .hasMessageContaining("start '1677-10-01T00:00:00Z'")
        .hasMessageContaining("at most 20000000");
  }

  @Test
  void a_changed_delay_alone_is_no_new_revision() throws Exception {
    Model m = ModelEdit.create(hourly(), NOW);
    Model after = ModelEdit.edit(m, every(Instants.HOUR, 0, Instants.HOUR, "-90d"), NOW);
    assertThat(after.revisions()).hasSize(1);
    assertThat(((Schedule.ByTime) after.latest().definition().schedule()).delay())
        .isEqualTo(Instants.HOUR);
    assertThat(after.latest().activeFrom()).isEqualTo(m.latest().activeFrom());
  }

  @Test
  void a_changed_grid_begins_at_the_next_boundary_common_to_both() throws Exception {
    Model m = ModelEdit.create(hourly(), NOW);
    Model after = ModelEdit.edit(m, every(45 * Instants.MINUTE, 0, 0, "-90d"), NOW);
    assertThat(after.revisions()).hasSize(2);
    long boundary = after.latest().activeFrom();
    assertThat(boundary).isEqualTo(Instants.parse("2026-03-01T12:00:00Z"));
    assertThat(after.revisions().getFirst().activeUntil()).isEqualTo(boundary);
  }

  @Test
  void grids_without_a_common_boundary_are_refused() throws Exception {
    Model m = ModelEdit.create(hourly(), NOW);
    assertThatThrownBy(
            () -> ModelEdit.edit(m, every(Instants.HOUR, Instants.MINUTE, 0, "-90d"), NOW))
        .hasMessageContaining("share no boundary");
  }

  @Test
  void changed_run_settings_make_a_new_revision_and_leave_the_old_one_its_time() throws Exception {
    Model m = ModelEdit.create(hourly(), NOW);
    ModelDefinition changed =
        Definitions.of(
            "m",
            new Schedule.ByTime(new Grid(0, Instants.HOUR), 0),
            "-90d",
            Map.of("season", "1d"));
    Model after = ModelEdit.edit(m, changed, NOW);
    assertThat(after.revisions()).hasSize(2);
    assertThat(after.latest().activeFrom()).isEqualTo(Instants.parse("2026-03-01T11:00:00Z"));
    assertThat(after.latest().fingerprint())
        .isNotEqualTo(after.revisions().getFirst().fingerprint());
  }

  @Test
  void a_start_that_is_no_time_is_refused_with_an_example() {
    assertThatThrownBy(() -> ModelEdit.create(every(Instants.HOUR, 0, 0, "yesterdayish"), NOW))
        .hasMessageContaining("yesterdayish")
        .hasMessageContaining("-90d");
  }
}
