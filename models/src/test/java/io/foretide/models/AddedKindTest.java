package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.Order;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddedKindTest {
  private final BuiltInModels provider =
      new BuiltInModels(System::nanoTime, List.of(new Foreign()));

  /** Runs a file that it pins by its length. */
  private static final class Foreign implements ModelKind {
    @Override
    public String name() {
      return "foreign";
    }

    @Override
    public RunNeeds needs(ModelDefinition d) {
      return new RunNeeds(List.of("mean"), 0, 0, Order.ANY, "Runs a file.");
    }

    @Override
    public ModelDefinition prepare(ModelDefinition d) throws ProviderException {
      String file = String.valueOf(d.run().settings().get("file"));
      if (!file.endsWith(".bin")) {
        throw new ProviderException.Rejected("file '" + file + "' does not exist");
      }
      Map<String, Object> all = new HashMap<>(ModelFile.write(d));
      all.put("run", Map.of("foreign", Map.of("file", file, "length", file.length())));
      return ModelFile.read(all);
    }

    @Override
    public boolean waits() {
      return true;
    }

    @Override
    public String status(ModelDefinition d) {
      return "File of " + d.run().settings().get("length") + " bytes.";
    }

    @Override
    public RunResult execute(RunRequest request, Deadline deadline) {
      return new RunResult(List.of(), null);
    }
  }

  private static ModelDefinition definition(String file, Object... more) {
    Object[] run = {"run", Map.of("foreign", Map.of("file", file))};
    return Models.definition(1, Models.and(run, more));
  }

  @Test
  void an_added_kind_is_known_beside_the_built_in_ones() {
    assertThat(provider.kinds()).containsExactlyInAnyOrder("forecast", "detect", "foreign");
  }

  @Test
  void what_a_definition_runs_is_looked_at_and_pinned_before_a_model_is_made() throws Exception {
    assertThat(provider.prepare(definition("a.bin")).run().settings()).containsEntry("length", 5L);
    assertThatThrownBy(() -> provider.prepare(definition("a.txt")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("a.txt");
  }

  @Test
  void conditions_are_checked_with_what_is_run() {
    assertThatThrownBy(() -> provider.prepare(definition("a.bin", "when", "speed >")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("when");
  }

  @Test
  void only_kinds_that_wait_for_another_process_leave_the_computing_threads() {
    Object[] run = {"run", Map.of("detect", Map.of("method", "limits", "high", 1))};
    assertThat(provider.waits(definition("a.bin"))).isTrue();
    assertThat(provider.waits(Models.definition(1, run))).isFalse();
  }
}
