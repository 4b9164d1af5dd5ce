package io.foretide.connectors.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stand-in of the engine's command line that runs the command on this machine. */
class ContainerKindTest {
  private static final String ID = "sha256:" + "ab".repeat(32);

  @TempDir Path folder;

  private AppPlaces places(String engine, List<String> images) {
    return new AppPlaces(
        folder,
        folder.resolve("programs"),
        folder.resolve("runs"),
        engine,
        images,
        System.getenv());
  }

  /** Understands ps, image inspect, run and rm; writes down what it was called with. */
  private String engine(String run) throws Exception {
    Path file = folder.resolve("engine");
    Files.writeString(
        file,
        """
        #!/bin/bash
        echo "$*" >> '%s'
        case "$1" in
          ps) exit ${PS:-0} ;;
          image) [ "${@: -1}" = scorer:3 ] || { echo "No such image" >&2; exit 1; }
                 echo '%s'; exit 0 ;;
          rm) exit 0 ;;
          run)
            while [ $# -gt 0 ]; do
              case "$1" in
                --volume) case "$2" in *:/in:ro) in=${2%%:/in:ro} ;; *:/out) out=${2%%:/out} ;; esac ;;
              esac
              shift
            done
            %s ;;
        esac
        """
            .formatted(folder.resolve("calls"), ID, run));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }

  private static ModelDefinition model(Object... settings) {
    Map<String, Object> run =
        new HashMap<>(Map.of("image", "scorer:3", "outputs", List.of("score")));
    for (int i = 0; i < settings.length; i += 2) {
      run.put((String) settings[i], settings[i + 1]);
    }
    return Run.definition("container", run);
  }

  private String calls() throws Exception {
    return Files.readString(folder.resolve("calls"));
  }

  @Test
  void an_image_runs_to_its_end_with_its_input_and_without_network_or_rights() throws Exception {
    String engine =
        engine(
            "test -s \"$in/interval.json\" || exit 64;"
                + " head -1 \"$in/frame.ndjson\" | sed 's/\"flow\"/\"score\"/'"
                + " > \"$out/frame.ndjson\"");
    ContainerKind kind = new ContainerKind(places(engine, List.of()));
    ModelDefinition d = kind.prepare(model("command", List.of("score", "--fast")));
    List<OutcomePart> out = Run.cells(kind, d, Run.ramp(60), 2, 4);
    assertThat(out).allMatch(p -> p.state() == CellState.PREDICTED);
    assertThat(out.get(1).blocks().getFirst().values()[0]).containsExactly(18);
    assertThat(calls())
        .contains("run --rm --name foretide-run-")
        .contains("--network none --read-only")
        .contains("--cap-drop ALL")
        .contains("--memory 1g")
        .contains("--label io.foretide.model=m")
        .contains(ID + " score --fast");
    assertThat(folder.resolve("runs")).isEmptyDirectory();
  }

  @Test
  void the_image_is_pinned_by_its_id_when_a_model_is_made() throws Exception {
    ContainerKind kind = new ContainerKind(places(engine("exit 0"), List.of()));
    assertThat(kind.prepare(model()).run().settings()).containsEntry("id", ID);
    assertThatThrownBy(() -> kind.prepare(model("image", "other:1")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("pull other:1");
    assertThatThrownBy(() -> kind.prepare(model("id", "sha256:" + "cd".repeat(32))))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("leave it out");
  }

  @Test
  void without_an_engine_the_error_says_so_when_a_model_is_made() {
    assertThatThrownBy(
            () -> new ContainerKind(places("no-such-engine", List.of())).prepare(model()))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("no container engine on this machine")
        .hasMessageContaining("no-such-engine")
        .hasMessageContaining("run: process");
  }

  @Test
  void images_may_be_limited_to_those_of_the_configuration() throws Exception {
    ContainerKind kind = new ContainerKind(places(engine("exit 0"), List.of("registry.example/")));
    assertThatThrownBy(() -> kind.prepare(model()))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("predictor.images");
  }

  @Test
  void what_the_engine_itself_could_not_start_is_tried_again() throws Exception {
    ContainerKind kind =
        new ContainerKind(places(engine("echo 'no space left'; exit 125"), List.of()));
    assertThatThrownBy(() -> Run.cells(kind, model(), Run.ramp(60), 2, 3))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("no space left");
  }

  @Test
  void a_command_that_the_image_lacks_fails_the_interval() throws Exception {
    ContainerKind kind = new ContainerKind(places(engine("exit 127"), List.of()));
    assertThat(Run.cells(kind, model(), Run.ramp(60), 2, 3).getFirst().detail())
        .contains("no such command");
  }

  @Test
  void a_container_that_takes_too_long_is_removed() throws Exception {
    ContainerKind kind = new ContainerKind(places(engine("sleep 30"), List.of()));
    assertThatThrownBy(() -> Run.cells(kind, model("timeout", "500ms"), Run.ramp(60), 2, 3))
        .isInstanceOf(ProviderException.Transient.class);
    assertThat(calls()).contains("rm --force foretide-run-");
  }

  @Test
  void the_network_of_the_machine_itself_is_refused() {
    ContainerKind kind = new ContainerKind(places("", List.of()));
    assertThatThrownBy(() -> kind.needs(model("network", "host", "memory", "lots")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("network")
        .hasMessageContaining("'lots'");
  }
}
