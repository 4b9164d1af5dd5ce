package io.foretide.app.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.Model;
import io.foretide.core.time.WallClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final String TEXT =
      "model: a/b\ninputs: [x]\nresolution: 1h\nevery: 1h\nstart: -1d\n"
          + "run: {detect: {method: limits, high: 7}}\n";
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Service service;

  @SuppressWarnings("NullAway.Init")
  private ModelFolder models;

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
    models = folder();
  }

  private ModelFolder folder() throws Exception {
    return new ModelFolder(
        Files.createDirectories(folder.resolve("models")),
        Map.of("delay", "2h"),
        Map.of("HIGH", "9"),
        service.engine(),
        service.events(),
        service.store().meta(),
        WallClock.system());
  }

  @AfterEach
  void close() {
    service.close();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve("models").resolve(name), text);
  }

  private Model.State state(String name) throws Exception {
    return service.engine().model(name).orElseThrow().model().state();
  }

  private List<String> events() {
    return service.events().list(EventLog.Filter.latest(50)).stream().map(Event::message).toList();
  }

  @Test
  void a_new_file_makes_a_model_with_the_configured_defaults() throws Exception {
    write("a.yaml", TEXT);
    models.look();
    assertThat(service.engine().model("a/b")).isPresent();
    assertThat(service.engine().model("a/b").orElseThrow().model().definition().schedule())
        .asString()
        .contains("delay=7200000000000");
  }

  @Test
  void a_changed_file_edits_its_model_and_an_unchanged_one_leaves_edits_alone() throws Exception {
    write("a.yaml", TEXT);
    models.look();
    write("a.yaml", TEXT.replace("high: 7", "high: '${HIGH}'") + "description: changed\n");
    models.look();
    Model edited = service.engine().model("a/b").orElseThrow().model();
    assertThat(edited.definition().description()).isEqualTo("changed");
    service.engine().setPaused("a/b", true);
    models.look();
    folder().look();
    assertThat(state("a/b"))
        .as("a file that did not change does not undo it")
        .isEqualTo(Model.State.PAUSED);
  }

  @Test
  void a_vanished_file_pauses_its_model_deletes_nothing_and_may_come_back() throws Exception {
    Path file = write("a.yaml", TEXT);
    models.look();
    Files.delete(file);
    models.look();
    assertThat(state("a/b")).isEqualTo(Model.State.PAUSED);
    assertThat(events().toString()).contains("is gone").contains("nothing is deleted");
    write("a.yaml", TEXT);
    models.look();
    assertThat(state("a/b")).isEqualTo(Model.State.ACTIVE);
  }

  @Test
  void a_wrong_file_is_told_once_and_does_not_hold_up_the_others() throws Exception {
    write("a.yaml", TEXT.replace("every: 1h", "evry: 1h"));
    write("b.yaml", TEXT.replace("a/b", "c/d"));
    models.look();
    write("c.yaml", "nothing: [");
    models.look();
    assertThat(service.engine().model("a/b")).isEmpty();
    assertThat(service.engine().model("c/d")).isPresent();
    assertThat(events().stream().filter(m -> m.contains("did you mean 'every'?"))).hasSize(1);
    assertThat(events().toString()).contains("c.yaml").contains("is no YAML");
  }

  @Test
  void two_files_with_one_name_are_refused() throws Exception {
    write("a.yaml", TEXT);
    write("z.yaml", TEXT);
    models.look();
    assertThat(events().toString()).contains("is in a.yaml already");
  }
}
