package io.foretide.app.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.claim.InMemoryClaims;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.process.Alone;
import io.foretide.core.process.Peers;
import io.foretide.core.process.Role;
import io.foretide.core.time.WallClock;
import io.foretide.models.BuiltInModels;
import io.foretide.models.capacity.Calibration;
import io.foretide.store.Settings;
import io.foretide.store.SqlStore;
import io.foretide.store.SqliteStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapacityGuardTest {
  @TempDir Path folder;
  private SqlStore store;

  @BeforeEach
  void open() throws Exception {
    store =
        SqliteStore.open(
            folder.resolve("a.db"), Settings.DEFAULT, WallClock.system(), new InMemoryClaims());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  /** A machine on which each measured interval takes ten minutes. */
  private CapacityGuard slow(boolean refuses) {
    return guard(refuses, 600_000_000_000L);
  }

  private CapacityGuard guard(boolean refuses, long nanos) {
    return guard(refuses, nanos, Alone.unnamed(WallClock.system()));
  }

  private CapacityGuard guard(boolean refuses, long nanos, Peers peers) {
    AtomicLong cpu = new AtomicLong();
    return new CapacityGuard(
        new BuiltInModels(System::nanoTime),
        store.models(),
        new Calibration(() -> cpu.addAndGet(nanos)),
        new LiveExecutors(peers, 2),
        1L << 30,
        refuses);
  }

  private static ModelDefinition model(String name, String every) {
    Map<String, Object> file = new HashMap<>();
    file.put("model", name);
    file.put("inputs", List.of("a"));
    file.put("every", every);
    file.put("run", Map.of("forecast", Map.of("method", "seasonal_naive")));
    return ModelFile.read(file);
  }

  @Test
  void a_model_that_is_too_much_is_refused_with_the_remedy() throws Exception {
    CapacityGuard guard = slow(true);
    guard.prepare(model("hourly", "1h"));
    assertThatThrownBy(() -> guard.prepare(model("fast", "5m")))
        .hasMessageStartingWith("model 'fast': this process could not keep up with it")
        .hasMessageContaining("need 2.00 computing threads")
        .hasMessageContaining("let it run less often");
    assertThat(slow(false).prepare(model("fast", "5m")).name()).isEqualTo("fast");
  }

  @Test
  void models_that_were_made_before_count_and_a_cheaper_one_is_never_refused() throws Exception {
    Model made = store.models().create(ModelEdit.create(model("old", "5m"), 0));
    CapacityGuard guard = slow(true);
    assertThat(guard.capacity().problem()).contains("'old'");
    assertThatThrownBy(() -> guard.prepare(model("more", "1h"))).hasMessageContaining("'old'");
    guard.prepare(model("old", "1h"));
    guard.unregister(made.id());
    assertThat(guard.capacity().models()).isEmpty();
    guard.prepare(model("more", "1h"));
  }

  @Test
  void executors_of_other_processes_count_as_long_as_they_live() throws Exception {
    Crowd crowd = new Crowd();
    CapacityGuard guard = guard(true, 600_000_000_000L, crowd);
    ModelDefinition fast = model("fast", "5m");
    crowd.add(Role.HUB, true);
    crowd.add(Role.EXECUTOR, false);
    guard.prepare(fast);
    crowd.add(Role.EXECUTOR, true);
    assertThatThrownBy(() -> guard.prepare(fast))
        .hasMessageStartingWith("model 'fast': this process could not keep up with it");
    long before = guard.changes();
    assertThat(guard.changes()).isEqualTo(before);
    crowd.add(Role.EXECUTOR, true);
    guard.prepare(fast);
    assertThat(guard.capacity().threads()).isEqualTo(4);
    assertThat(guard.changes()).as("told anew when executors come").isGreaterThan(before);
    assertThatThrownBy(() -> guard.prepare(model("faster", "2m")))
        .hasMessageStartingWith("model 'faster': 2 executors could not keep up with it");
  }

  @Test
  void a_start_with_more_than_can_be_done_is_a_problem_with_the_remedy() throws Exception {
    StartCheck check = new StartCheck(slow(true), store.meta());
    assertThat(check.problem(List.of())).isEmpty();
    assertThat(check.problem(List.of(model("fast", "5m")))).contains("'fast'", "run less often");
    assertThat(check.problem(List.of(model("hourly", "1h")))).isEmpty();
    store.models().create(ModelEdit.create(model("old", "5m"), 0));
    assertThat(new StartCheck(slow(true), store.meta()).problem(List.of())).contains("'old'");
  }

  @Test
  void what_was_kept_up_with_before_starts_again_without_measuring() throws Exception {
    store.models().create(ModelEdit.create(model("old", "5m"), 0));
    StartCheck before = new StartCheck(guard(true, 1), store.meta());
    assertThat(before.remember()).isEmpty();
    StartCheck after = new StartCheck(slow(true), store.meta());
    assertThat(after.problem(List.of())).isEmpty();
    assertThat(after.problem(List.of(model("old", "5m")))).as("its file says the same").isEmpty();
    assertThat(after.problem(List.of(model("more", "1h")))).contains("'old'");
    assertThat(after.remember()).as("what is too much is told").contains("'old'");
    assertThat(after.remember()).as("and told once").isEmpty();
  }

  @Test
  void a_figure_that_came_out_high_once_refuses_nothing() throws Exception {
    AtomicLong cpu = new AtomicLong();
    Calibration first =
        new Calibration(() -> cpu.addAndGet(cpu.get() < 6_000_000_000_000L ? 600_000_000_000L : 1));
    CapacityGuard guard =
        new CapacityGuard(
            new BuiltInModels(System::nanoTime),
            store.models(),
            first,
            new LiveExecutors(Alone.unnamed(WallClock.system()), 2),
            1L << 30,
            true);
    assertThat(guard.prepare(model("fast", "5m")).name()).isEqualTo("fast");
  }
}
