package io.foretide.core.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.model.ModelId;
import io.foretide.core.task.Claims.Acceptance;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import org.junit.jupiter.api.Test;

class InMemoryClaimsTest {
  private static final ModelId MODEL = new ModelId(1);
  private final InMemoryClaims claims = new InMemoryClaims();

  private static Task task(long claim, long from, long to, long generation, int attempt) {
    return new Task(claim, MODEL, 1, new Range(from, to), generation, attempt, Lane.BACKLOG, 0);
  }

  @Test
  void no_two_claims_hold_the_same_cell() {
    assertThat(claims.put(task(1, 0, 10, 1, 1), 100)).isTrue();
    assertThat(claims.put(task(2, 9, 12, 1, 1), 100)).isFalse();
    assertThat(claims.put(task(3, 10, 12, 1, 1), 100)).isTrue();
  }

  @Test
  void a_commit_spends_its_claim_and_a_second_one_is_refused() {
    Task t = task(1, 0, 10, 1, 1);
    claims.put(t, 100);
    assertThat(claims.accept(t).accepted()).isEqualTo(RangeSet.of(0, 10));
    assertThat(claims.accept(t).refused()).isEqualTo(RangeSet.of(0, 10));
    claims.committed(t);
    assertThat(claims.size()).isZero();
    assertThat(claims.accept(t).accepted().isEmpty()).isTrue();
  }

  @Test
  void a_failed_commit_leaves_the_claim_as_it_was() {
    Task t = task(1, 0, 10, 1, 1);
    claims.put(t, 100);
    claims.accept(t);
    claims.abandon(t);
    assertThat(claims.accept(t).accepted()).isEqualTo(RangeSet.of(0, 10));
  }

  @Test
  void superseded_cells_are_refused_and_the_rest_accepted() {
    Task t = task(1, 0, 10, 1, 1);
    claims.put(t, 100);
    claims.supersede(MODEL, 1, RangeSet.of(4, 6));
    Acceptance a = claims.accept(t);
    assertThat(a.accepted()).isEqualTo(RangeSet.of(0, 4).plus(new Range(6, 10)));
    assertThat(a.refused()).isEqualTo(RangeSet.of(4, 6));
    assertThat(claims.put(task(2, 4, 6, 2, 1), 100)).isTrue();
  }

  @Test
  void sending_again_keeps_the_generation_and_forgets_the_owner() {
    Task t = task(1, 0, 10, 1, 1);
    claims.put(t, 100);
    assertThat(claims.renew(t, "a", 200)).isTrue();
    assertThat(claims.renew(t, "b", 200)).isFalse();
    assertThat(claims.put(task(1, 0, 10, 1, 2), 300)).isTrue();
    assertThat(claims.renew(t, "b", 400)).isTrue();
    assertThat(claims.renew(t, "a", 400)).isFalse();
  }

  @Test
  void an_owner_that_does_not_renew_is_taken_for_gone() {
    Task t = task(1, 0, 10, 1, 1);
    claims.put(t, 100);
    claims.renew(t, "a", 200);
    assertThat(claims.expired(199)).isEmpty();
    assertThat(claims.expired(200)).hasSize(1);
    claims.renew(t, "a", 500);
    assertThat(claims.expired(300)).isEmpty();
  }

  @Test
  void late_data_marks_cells_in_flight_as_stale() {
    Task t = task(1, 0, 10, 1, 1);
    claims.put(t, 100);
    assertThat(claims.markStale(MODEL, 1, RangeSet.of(8, 20))).isEqualTo(RangeSet.of(8, 10));
    assertThat(claims.accept(t).stale()).isEqualTo(RangeSet.of(8, 10));
  }

  @Test
  void a_newer_generation_is_not_served_by_an_old_task() {
    claims.put(task(1, 0, 10, 2, 1), 100);
    assertThat(claims.accept(task(1, 0, 10, 1, 1)).accepted().isEmpty()).isTrue();
    assertThat(claims.renew(task(1, 0, 10, 1, 1), "a", 200)).isFalse();
  }
}
