package io.foretide.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two schedulers, seeded. Replay a seed with {@code -Dforetide.seed=N}. */
class SchedulerPairTest {
  private static final int STEPS = 1500;
  private static final int SEEDS = 40;

  private static long firstSeed() {
    return Long.getLong("foretide.seed", 1);
  }

  @Test
  void while_the_lead_changes_hands_every_interval_is_computed_once_and_only_the_leader_claims()
      throws Exception {
    int depositions = 0;
    for (long seed = firstSeed(); seed < firstSeed() + SEEDS; seed++) {
      SchedulerPair pair = new SchedulerPair(seed, true);
      for (int i = 0; i < STEPS; i++) {
        pair.step();
        assertThat(pair.violations).as("seed %d, step %d", seed, i).isEmpty();
      }
      assertThat(pair.heals()).as("seed %d heals; missing %s", seed, pair.missing()).isTrue();
      assertThat(pair.violations).as("seed %d", seed).isEmpty();
      depositions += pair.depositions;
    }
    assertThat(depositions).as("leaders were deposed").isGreaterThan(SEEDS);
  }

  @Test
  void a_deposed_leader_that_still_claims_is_caught() throws Exception {
    boolean caught = false;
    for (long seed = 1; seed <= SEEDS && !caught; seed++) {
      SchedulerPair pair = new SchedulerPair(seed, false);
      for (int i = 0; i < STEPS && !caught; i++) {
        pair.step();
        caught = pair.violations.stream().anyMatch(v -> v.contains("under epoch"));
      }
    }
    assertThat(caught).isTrue();
  }
}
