package io.foretide.app.modelsource;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.time.WallClock;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Service service;

  private final Elsewhere elsewhere = new Elsewhere();

  private static final class Elsewhere implements ModelInformationProvider {
    final TreeMap<String, ModelDefinition> listed = new TreeMap<>();
    final Set<String> silent = new HashSet<>();

    void has(String name, String more) {
      String text =
          "model: %s\ninputs: [x]\nresolution: 1h\nevery: 1h\nstart: -1d\n%s\n"
                  .formatted(name, more)
              + "run: {detect: {method: limits, high: 7}}\n";
      listed.put(name, ModelFile.read(YamlFile.parse("test", text, t -> t).values()));
    }

    @Override
    public List<ModelDefinition> list(String after, int limit) {
      return listed.tailMap(after, false).values().stream().limit(limit).toList();
    }

    @Override
    public boolean exists(String name) {
      return listed.containsKey(name);
    }

    @Override
    public boolean silentOn(String name) {
      return silent.contains(name);
    }
  }

  @BeforeEach
  void open() throws Exception {
    Configuration configuration =
        Configuration.read(
            new Layer(
                Map.of(
                    "store",
                    Map.of("folder", folder.resolve("data").toString()),
                    "hub",
                    Map.of("port", 0)),
                Map.of()),
            folder);
    service =
        Service.open(
            configuration,
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

  /** As after a restart: it knows only what is stored. */
  private void look() throws Exception {
    new ModelSource(
            "elsewhere",
            elsewhere,
            service.engine(),
            service.events(),
            service.store().meta(),
            WallClock.system(),
            Optional.empty())
        .look();
  }

  private Model.State state(String name) throws Exception {
    return service.engine().model(name).orElseThrow().model().state();
  }

  private List<String> events() {
    return service.events().list(EventLog.Filter.latest(50)).stream().map(Event::message).toList();
  }

  @Test
  void a_model_that_is_listed_no_more_is_paused_and_comes_back() throws Exception {
    elsewhere.has("a", "");
    elsewhere.has("b", "");
    look();
    ModelDefinition gone = elsewhere.listed.remove("a");
    look();
    look();
    assertThat(state("a")).isEqualTo(Model.State.PAUSED);
    assertThat(state("b")).isEqualTo(Model.State.ACTIVE);
    assertThat(events()).filteredOn(m -> m.contains("nothing is deleted")).hasSize(1);
    elsewhere.listed.put("a", gone);
    look();
    assertThat(state("a")).isEqualTo(Model.State.ACTIVE);
  }

  @Test
  void a_model_that_nothing_can_be_said_of_goes_on_until_it_is_known_to_be_gone() throws Exception {
    elsewhere.has("a", "");
    look();
    elsewhere.listed.remove("a");
    elsewhere.silent.add("a");
    look();
    assertThat(state("a")).isEqualTo(Model.State.ACTIVE);
    assertThat(events()).noneMatch(m -> m.contains("nothing is deleted"));
    elsewhere.silent.clear();
    look();
    assertThat(state("a")).isEqualTo(Model.State.PAUSED);
  }

  @Test
  void an_edit_stays_until_the_source_itself_says_something_new() throws Exception {
    elsewhere.has("a", "");
    look();
    ModelDefinition mine = service.engine().model("a").orElseThrow().model().definition();
    Map<String, Object> edited = new TreeMap<>(ModelFile.write(mine));
    edited.put("description", "mine");
    service.engine().edit("a", ModelFile.read(edited));
    look();
    assertThat(description()).isEqualTo("mine");
    elsewhere.has("a", "description: theirs");
    look();
    assertThat(description()).isEqualTo("theirs");
  }

  private String description() throws Exception {
    return service.engine().model("a").orElseThrow().model().definition().description();
  }
}
