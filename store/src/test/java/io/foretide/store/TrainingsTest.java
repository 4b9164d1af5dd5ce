package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Training;
import io.foretide.core.model.Trainings;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.training.Fingerprints;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class TrainingsTest {
  static final byte[] LEARNED = {1, 2, 3};
  @TempDir Path folder;
  private final Engine engine;
  private Fixture f;
  private long claim;

  TrainingsTest(Engine engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder, engine);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private Task claim(ModelId model) {
    Task task =
        new Task(++claim, model, Task.TRAINING, new Range(0, 1), 0, 1, Lane.TRAINING, f.now.get());
    assertThat(f.claims.put(task, Long.MAX_VALUE)).isTrue();
    return task;
  }

  private Model trained(Model m, long due) throws ProviderException {
    return trained(m, due, f.now.get());
  }

  static Model trained(Model m, long due, long now) throws ProviderException {
    Training t =
        new Training(
            Training.Cause.SCHEDULE,
            due,
            new Range(0, due),
            "ab",
            "1",
            LEARNED.length,
            Fingerprints.of(LEARNED),
            Map.of("mase", 0.9),
            10,
            20,
            30);
    return Trainings.add(m, t, now);
  }

  @Test
  void a_training_its_artifact_and_the_fulfilled_wish_are_one_transaction() throws Exception {
    Model m = f.store.models().create(Fixture.model("m"));
    f.store.trainings().demand(m.id(), 100);
    f.store.trainings().demand(m.id(), 90);
    assertThat(f.store.trainings().demands()).containsExactly(Map.entry(m.id(), 100L));
    Model stored =
        f.store
            .trainings()
            .commit(claim(m.id()), trained(m, 100), LEARNED, List.of())
            .orElseThrow();
    assertThat(f.claims.size()).isZero();
    f.reopen();
    assertThat(f.store.models().find(m.id())).contains(stored);
    assertThat(f.store.trainings().artifact(m.id(), 2)).contains(LEARNED);
    assertThat(f.store.trainings().demands()).isEmpty();
    assertThat(f.store.check()).isEmpty();
  }

  @Test
  void a_model_that_somebody_else_changed_stays_and_the_claim_stands() throws Exception {
    Model m = f.store.models().create(Fixture.model("m"));
    Model other = f.store.models().replace(m).orElseThrow();
    Task task = claim(m.id());
    assertThat(f.store.trainings().commit(task, trained(m, 100), LEARNED, List.of())).isEmpty();
    assertThat(f.store.trainings().artifact(m.id(), 2)).isEmpty();
    assertThat(f.store.trainings().commit(task, trained(other, 100), LEARNED, List.of()))
        .isPresent();
  }

  @Test
  void without_its_claim_a_training_leaves_no_trace() throws Exception {
    Model m = f.store.models().create(Fixture.model("m"));
    Task task = claim(m.id());
    f.claims.release(task);
    assertThatThrownBy(() -> f.store.trainings().commit(task, trained(m, 100), LEARNED, List.of()))
        .isInstanceOf(ProviderException.ModelGone.class);
    assertThat(f.store.models().find(m.id())).contains(m);
    assertThat(f.store.trainings().artifact(m.id(), 2)).isEmpty();
  }

  @Test
  void what_left_out_revisions_learned_goes_with_them() throws Exception {
    Model m = f.store.models().create(Fixture.model("m"));
    Model one =
        f.store
            .trainings()
            .commit(claim(m.id()), trained(m, 100), LEARNED, List.of())
            .orElseThrow();
    f.store.trainings().commit(claim(m.id()), trained(one, 200), LEARNED, List.of(2));
    assertThat(f.store.trainings().artifact(m.id(), 2)).isEmpty();
    assertThat(f.store.trainings().artifact(m.id(), 3)).contains(LEARNED);
  }
}
