package io.foretide.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import org.junit.jupiter.api.Test;

class ClockGuardTest {
  private static final long T0 = Instants.parse("2026-06-01T00:00:00Z");
  private final Fake clock = new Fake();
  private final ClockRules rules = ClockRules.DEFAULT;

  private static final class Fake implements WallClock {
    private long wall = T0;
    private long mono = 1_000;

    @Override
    public long now() {
      return wall;
    }

    @Override
    public long monotonic() {
      return mono;
    }

    private void pass(long nanos) {
      wall += nanos;
      mono += nanos;
    }

    private void step(long nanos) {
      wall += nanos;
    }
  }

  @Test
  void time_that_passes_evenly_is_believed() {
    ClockGuard guard = new ClockGuard(clock, rules, Long.MIN_VALUE);
    clock.pass(8 * Instants.HOUR);
    assertThat(guard.read()).isEqualTo(new ClockGuard.Reading(T0 + 8 * Instants.HOUR, false, ""));
  }

  @Test
  void a_step_forward_that_the_monotonic_clock_does_not_confirm_holds_planning() {
    ClockGuard guard = new ClockGuard(clock, rules, Long.MIN_VALUE);
    clock.step(365 * Instants.DAY);
    ClockGuard.Reading r = guard.read();
    assertThat(r.held()).isTrue();
    assertThat(r.now()).isEqualTo(T0);
    assertThat(r.notice()).contains("stepped forward").contains("--accept-clock");
    clock.pass(Instants.DAY);
    assertThat(guard.read().held()).isTrue();
  }

  @Test
  void a_step_forward_of_hours_is_accepted_once_the_clock_has_run_evenly() {
    ClockGuard guard = new ClockGuard(clock, rules, Long.MIN_VALUE);
    clock.step(3 * Instants.HOUR);
    assertThat(guard.read().held()).isTrue();
    clock.pass(rules.confirm());
    assertThat(guard.read().held()).isFalse();
  }

  @Test
  void a_forward_step_that_is_set_right_again_releases_planning() {
    ClockGuard guard = new ClockGuard(clock, rules, Long.MIN_VALUE);
    clock.step(365 * Instants.DAY);
    guard.read();
    clock.step(-365 * Instants.DAY);
    clock.pass(Instants.SECOND);
    ClockGuard.Reading r = guard.read();
    assertThat(r.held()).isFalse();
    assertThat(r.now()).isEqualTo(T0 + Instants.SECOND);
  }

  @Test
  void a_clock_that_was_ahead_and_is_set_right_while_held_releases_planning() {
    ClockGuard guard = new ClockGuard(clock, rules, Long.MIN_VALUE);
    clock.step(2 * Instants.HOUR);
    guard.read();
    clock.pass(rules.confirm());
    assertThat(guard.read().held()).isFalse();
    clock.step(Instants.HOUR);
    assertThat(guard.read().held()).isTrue();
    // Three hours later the clock is set right: it is behind what was believed, yet past all of it.
    clock.pass(3 * Instants.HOUR);
    clock.step(-3 * Instants.HOUR);
    assertThat(guard.read().held()).isFalse();
  }

  @Test
  void a_step_back_waits_and_time_never_goes_back() {
    ClockGuard guard = new ClockGuard(clock, rules, Long.MIN_VALUE);
    clock.pass(Instants.HOUR);
    long before = guard.read().now();
    clock.step(-Instants.DAY);
    assertThat(guard.read()).matches(r -> r.held() && r.now() == before);
    clock.pass(Instants.DAY + Instants.SECOND);
    assertThat(guard.read()).matches(r -> !r.held() && r.now() > before);
  }

  @Test
  void a_small_step_back_neither_holds_nor_turns_time_back() {
    ClockGuard guard = new ClockGuard(clock, rules, Long.MIN_VALUE);
    clock.step(-10 * Instants.SECOND);
    assertThat(guard.read()).isEqualTo(new ClockGuard.Reading(T0, false, ""));
  }

  @Test
  void a_start_before_the_highest_known_time_waits() {
    ClockGuard guard = new ClockGuard(clock, rules, T0 + Instants.DAY);
    assertThat(guard.read().held()).isTrue();
    assertThat(guard.read().now()).isEqualTo(T0 + Instants.DAY);
  }

  @Test
  void a_start_a_year_after_the_last_known_time_needs_a_person() {
    ClockGuard guard = new ClockGuard(clock, rules, T0 - 365 * Instants.DAY);
    assertThat(guard.read().held()).isTrue();
    assertThat(guard.accept()).contains("accepted");
    assertThat(guard.read()).matches(r -> !r.held() && r.now() == T0);
  }

  @Test
  void what_a_person_accepts_at_another_process_holds_where_the_clocks_agree() {
    ClockGuard guard = new ClockGuard(clock, rules, T0 - 365 * Instants.DAY);
    assertThat(guard.acceptAlso(T0 + Instants.HOUR)).isFalse();
    assertThat(guard.read().held()).isTrue();
    assertThat(guard.acceptAlso(T0 - Instants.SECOND)).isTrue();
    assertThat(guard.read()).matches(r -> !r.held() && r.now() == T0);
    assertThat(guard.acceptAlso(T0)).isFalse();
  }

  @Test
  void a_weekend_of_downtime_is_nothing_special() {
    ClockGuard guard = new ClockGuard(clock, rules, T0 - 3 * Instants.DAY);
    assertThat(guard.read().held()).isFalse();
  }
}
