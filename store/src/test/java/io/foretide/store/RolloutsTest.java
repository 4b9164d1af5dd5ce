package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelId;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.GateKind;
import io.foretide.core.rollout.Limit;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutAction;
import io.foretide.core.rollout.RolloutMode;
import io.foretide.core.rollout.RolloutTerms;
import io.foretide.core.rollout.Transitions;
import io.foretide.core.time.Range;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class RolloutsTest {
  private static final Gate GATE = new Gate(GateKind.MASE, Limit.parse("1.05x"), 10);

  private final Engine engine;

  RolloutsTest(Engine engine) {
    this.engine = engine;
  }

  @TempDir Path folder;
  private Fixture f;

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder, engine);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private static Rollout rollout() throws ProviderException {
    RolloutTerms terms =
        new RolloutTerms(RolloutMode.CANARY, new Range(5, 95), true, 0.25, 60, true, List.of(GATE));
    Rollout begun =
        Transitions.begin(
            terms, List.of(new Member(new ModelId(7), "m", 3, 2, true)), "anna", "new", 4);
    return Transitions.judged(begun, List.of(GATE.judge(Double.NaN, 0.9, 3)), false, 6);
  }

  @Test
  void a_rollout_survives_a_restart_as_it_was() throws Exception {
    Rollout watching =
        Transitions.switched(
            Transitions.act(
                Transitions.switched(rollout(), 7), RolloutAction.PROMOTE, "bert", "yes", 8),
            9);
    Rollout stored =
        f.store
            .rollouts()
            .create(Transitions.judged(watching, List.of(GATE.judge(0.8, 0.9, 30)), false, 10));
    assertThat(stored.results()).isNotEqualTo(stored.watched());
    f.reopen();
    assertThat(f.store.rollouts().find(stored.id())).contains(stored);
    assertThat(f.store.rollouts().list(true, 10)).containsExactly(stored);
  }

  @Test
  void who_comes_second_changes_nothing() throws Exception {
    Rollout stored = f.store.rollouts().create(rollout());
    Rollout back = Transitions.act(stored, RolloutAction.ROLLBACK, "bert", "worse", 9);
    Rollout after = f.store.rollouts().replace(back).orElseThrow();
    assertThat(f.store.rollouts().replace(back)).isEmpty();
    assertThat(f.store.rollouts().find(stored.id())).contains(after);
    assertThat(after.version()).isEqualTo(2);
  }

  @Test
  void what_is_over_is_no_longer_listed_as_open() throws Exception {
    Rollout first = f.store.rollouts().create(rollout());
    Rollout second = f.store.rollouts().create(rollout());
    assertThat(f.store.rollouts().replace(Transitions.restored(first, 9))).isPresent();
    assertThat(f.store.rollouts().list(true, 10))
        .extracting(Rollout::id)
        .containsExactly(second.id());
    assertThat(f.store.rollouts().list(false, 10))
        .extracting(Rollout::id)
        .containsExactly(second.id(), first.id());
  }
}
