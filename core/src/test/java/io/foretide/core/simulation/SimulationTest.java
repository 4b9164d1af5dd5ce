package io.foretide.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.rollout.RolloutState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code -Dforetide.seed=N} replays one life, {@code -Dforetide.seeds=N} lives that many, and
 * {@code -Dforetide.story=N} tells more of the last events of a life that broke a promise.
 */
class SimulationTest {
  private static final int SEEDS = 1_000;
  private static final int FLAWED = 2000;

  /** Which invariants each flaw is expected to break. */
  private static final Map<Flaw, Set<String>> EXPECTED =
      new EnumMap<>(
          Map.of(
              Flaw.NO_CLAIM_CHECK, Set.of(Invariants.REFUSED, Invariants.SHRINKS),
              Flaw.COVER_BEFORE_WRITE, Set.of(Invariants.ROWS, Invariants.SHRINKS),
              Flaw.CLAIM_NOT_REMOVED, Set.of(Invariants.ONE_STATE),
              Flaw.GENERATION_NOT_RAISED, Set.of(Invariants.FRESH),
              Flaw.PROMOTION_IN_TWO_WRITES, Set.of(Invariants.ONE_OWNER),
              Flaw.DECISION_FORGOTTEN, Set.of(Invariants.DECIDED),
              Flaw.REVISION_BEFORE_ARTIFACT, Set.of(Revisions.LEARNED)));

  @Test
  void the_promise_holds_after_every_event_of_a_thousand_lives() {
    Long one = Long.getLong("foretide.seed");
    if (one != null) {
      new Simulation(one, Flaw.NONE).run();
      return;
    }
    int seeds = Integer.getInteger("foretide.seeds", SEEDS);
    Set<RolloutState> endings = EnumSet.noneOf(RolloutState.class);
    Set<String> deaths = new TreeSet<>();
    for (long seed = 1; seed <= seeds; seed++) {
      Simulation life = new Simulation(seed, Flaw.NONE);
      life.run();
      endings.addAll(life.endings());
      deaths.addAll(life.deaths());
    }
    if (seeds >= SEEDS) {
      assertThat(endings)
          .contains(RolloutState.PROMOTED, RolloutState.REJECTED, RolloutState.ROLLED_BACK);
      for (RolloutState state : RolloutState.values()) {
        assertThat(deaths).as("the process died after every step").contains(state.name());
      }
      assertThat(deaths).contains("promotion", "rollback", "lane opened", "lane closed");
    }
  }

  @Test
  void a_seed_lives_the_same_life_again() {
    for (long seed = 1; seed <= 10; seed++) {
      Simulation first = new Simulation(seed, Flaw.NONE);
      first.run();
      Simulation again = new Simulation(seed, Flaw.NONE);
      again.run();
      assertThat(again.story()).isEqualTo(first.story()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_planted_flaw_is_found(Flaw flaw) {
    Set<String> broken = new TreeSet<>();
    for (long seed = 1; seed <= FLAWED; seed++) {
      try {
        new Simulation(seed, flaw).run();
      } catch (AssertionError e) {
        assertThat(e).hasMessageContaining("-Dforetide.seed=" + seed);
        if (e.getCause() instanceof Broken b) {
          broken.add(b.invariant());
        }
        if (broken.containsAll(EXPECTED.get(flaw))) {
          return;
        }
      }
    }
    assertThat(broken).containsAll(EXPECTED.get(flaw));
  }
}
