package io.foretide.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.connect.Connectors;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.connect.Connector;
import io.foretide.core.connect.Offer;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Order;
import io.foretide.core.run.ModelExecutionProvider;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.WallClock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a model while something else changes it too, and what runs it does not answer. */
class ModelChangesTest {
  @TempDir Path folder;
  private final Elsewhere elsewhere = new Elsewhere();

  @SuppressWarnings("NullAway.Init")
  private Service service;

  private static final class Elsewhere implements Connector, ModelExecutionProvider {
    boolean down;

    @Override
    public List<String> types() {
      return List.of("elsewhere");
    }

    @Override
    public List<Offer> offers() {
      return List.of(new Offer.Execution(s -> context -> this));
    }

    @Override
    public Set<String> kinds() {
      return Set.of("elsewhere");
    }

    @Override
    public RunNeeds needs(ModelDefinition definition) {
      return new RunNeeds(List.of("mean"), 0, 0, Order.ANY, "elsewhere");
    }

    private void answer() throws ProviderException.Transient {
      if (down) {
        throw new ProviderException.Transient("elsewhere does not answer", null);
      }
    }

    @Override
    public void register(Model model) throws ProviderException {
      answer();
    }

    @Override
    public void unregister(ModelId model) throws ProviderException {
      answer();
    }

    @Override
    public String status(Model model) {
      return "there";
    }

    @Override
    public RunResult execute(RunRequest request) throws ProviderException {
      throw new ProviderException.Transient("elsewhere does not run", null);
    }
  }

  @BeforeEach
  void open() throws Exception {
    Map<String, Object> values =
        new HashMap<>(YamlFile.parse("test", "predictor: {type: elsewhere}\n", t -> t).values());
    values.put("store", Map.of("folder", folder.toString()));
    values.put("hub", Map.of("port", 0L));
    service =
        Service.open(
            Configuration.read(
                new Layer(values, Map.of()), folder, Connectors.of(List.of(elsewhere))),
            new ServiceOptions(
                false,
                false,
                WallClock.system(),
                e -> {
                  throw new AssertionError(e);
                }));
  }

  @AfterEach
  void close() {
    service.close();
  }

  private static ModelDefinition definition(String description) {
    return ModelFile.read(
        Map.of(
            "model",
            "a",
            "description",
            description,
            "inputs",
            List.of("x"),
            "every",
            "1h",
            "start",
            "-2h",
            "run",
            Map.of("elsewhere", Map.of())));
  }

  /** Stores a newer version of which the engine has not heard. */
  private void overtake(ModelDefinition definition) throws Exception {
    Model m = service.engine().model("a").orElseThrow().model();
    Model newest = service.store().models().find(m.id()).orElseThrow();
    assertThat(
            service
                .store()
                .models()
                .replace(
                    new Model(
                        m.id(),
                        definition,
                        newest.revisions(),
                        newest.state(),
                        newest.version(),
                        newest.floor(),
                        newest.createdAt())))
        .isPresent();
  }

  /** Events are stored a moment later. */
  private List<String> events(String kind, int wanted) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    List<String> found = events(kind);
    while (found.size() < wanted && System.nanoTime() < deadline) {
      LockSupport.parkNanos(5_000_000L);
      found = events(kind);
    }
    return found;
  }

  private List<String> events(String kind) {
    return service.events().list(EventLog.Filter.latest(50)).stream()
        .filter(e -> e.kind().equals(kind))
        .map(Event::message)
        .toList();
  }

  @Test
  void pausing_editing_and_deleting_survive_a_change_of_something_else_at_the_same_time()
      throws Exception {
    service.engine().create(definition("first"));
    overtake(definition("first"));
    assertThat(service.engine().setPaused("a", true).state()).isEqualTo(Model.State.PAUSED);
    overtake(definition("first"));
    service.engine().edit("a", definition("second"));
    assertThat(service.engine().model("a").orElseThrow().model().definition().description())
        .isEqualTo("second");
    overtake(definition("second"));
    service.engine().delete("a");
    assertThat(service.engine().model("a")).isEmpty();
  }

  @Test
  void an_edit_does_not_undo_what_somebody_else_has_just_edited() throws Exception {
    service.engine().create(definition("first"));
    overtake(definition("somebody else"));
    assertThatThrownBy(() -> service.engine().edit("a", definition("mine")))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("changed by somebody else");
    assertThat(service.engine().model("a").orElseThrow().model().definition().description())
        .isEqualTo("somebody else");
  }

  @Test
  void a_model_is_deleted_although_what_runs_it_does_not_answer() throws Exception {
    service.engine().create(definition("first"));
    elsewhere.down = true;
    service.engine().delete("a");
    assertThat(service.engine().model("a")).isEmpty();
    assertThat(events("model.deleted", 1)).hasSize(1);
    assertThat(events("model.unregister_failed", 1))
        .singleElement()
        .asString()
        .contains("elsewhere does not answer");
    elsewhere.down = false;
    service.engine().create(definition("again"));
  }

  @Test
  void a_model_that_what_runs_it_did_not_take_is_stored_and_told_of() throws Exception {
    elsewhere.down = true;
    assertThatThrownBy(() -> service.engine().create(definition("first")))
        .hasMessageContaining("elsewhere does not answer");
    assertThat(service.engine().model("a")).isPresent();
    assertThatThrownBy(() -> service.engine().edit("a", definition("second")))
        .hasMessageContaining("elsewhere does not answer");
    assertThat(service.engine().model("a").orElseThrow().model().definition().description())
        .isEqualTo("second");
    assertThat(events("model.register_failed", 2)).hasSize(2);
    elsewhere.down = false;
    service.engine().edit("a", definition("third"));
    assertThat(events("model.edited", 2)).hasSize(2);
    assertThat(events("model.register_failed")).hasSize(2);
  }
}
