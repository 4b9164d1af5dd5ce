package io.foretide.connectors.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers as Jobs, against a stand-in for kubectl that runs them here. */
class KubernetesTest {
  private static final String IMAGE = "registry/scorer@sha256:" + "ab".repeat(32);

  @TempDir Path folder;

  /**
   * Understands auth, create, get job, get pods, logs and delete. Creating a job runs {@code app}
   * with {@code $in} and {@code $out}, found in the manifest by their places on the volume.
   */
  private ContainerKind kind(String may, String app) throws Exception {
    Path volume = Files.createDirectories(folder.resolve("volume"));
    Path file = folder.resolve("kubectl");
    Files.writeString(
        file,
        """
        #!/bin/bash
        echo "$*" >> '%1$s/calls'
        shift 2
        case "$1 $2" in
          "auth can-i") %3$s ;;
          "create --filename")
            cp "$3" '%1$s/job.json'
            run=$(grep -o '"subPath":"[^"/]*/in"' "$3" | cut -d'"' -f4)
            in='%2$s'/$run; out='%2$s'/${run%%/in}/out
            ( %4$s ) > '%1$s/log' 2>&1; echo $? > '%1$s/code' ;;
          "get job")
            [ -e '%1$s/looked' ] || { touch '%1$s/looked'; echo ","; exit 0; }
            [ "$(cat '%1$s/code')" = 0 ] && echo "1," || echo ",1" ;;
          "get pods") cat '%1$s/code' ;;
          logs*) cat '%1$s/log' ;;
          delete*) rm -f '%1$s/looked' ;;
        esac
        """
            .formatted(folder, volume, may, app));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return new ContainerKind(
        new AppPlaces(
            folder,
            folder.resolve("programs"),
            folder.resolve("runs"),
            "no-such-engine",
            List.of(),
            Optional.of(new KubernetesPlace(file.toString(), "models", "runs-claim", volume)),
            System.getenv()));
  }

  private static ModelDefinition model(Object... settings) {
    Map<String, Object> run =
        new HashMap<>(Map.of("image", IMAGE, "outputs", List.of("score"), "memory", "512m"));
    for (int i = 0; i < settings.length; i += 2) {
      run.put((String) settings[i], settings[i + 1]);
    }
    return Run.definition("container", run);
  }

  @Test
  void an_interval_is_a_job_that_is_given_files_on_the_volume_and_deleted() throws Exception {
    ContainerKind kind =
        kind(
            "echo yes",
            "test -s \"$in/interval.json\" && head -1 \"$in/frame.ndjson\""
                + " | sed 's/\"flow\"/\"score\"/' > \"$out/frame.ndjson\"");
    ModelDefinition d = kind.prepare(model("command", List.of("score", "--fast")));
    List<OutcomePart> out = Run.cells(kind, d, Run.ramp(60), 2, 3);
    assertThat(out.getFirst().state()).as(out.getFirst().detail()).isEqualTo(CellState.PREDICTED);
    assertThat(out.getFirst().blocks().getFirst().values()[0]).containsExactly(12);
    JsonNode job = new ObjectMapper().readTree(folder.resolve("job.json").toFile());
    assertThat(job.path("apiVersion").asText()).isEqualTo("batch/v1");
    assertThat(job.at("/metadata/namespace").asText()).isEqualTo("models");
    assertThat(job.at("/spec/backoffLimit").asInt(-1)).isZero();
    JsonNode pod = job.at("/spec/template/spec");
    assertThat(pod.path("restartPolicy").asText()).isEqualTo("Never");
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/volumes/0/persistentVolumeClaim/claimName").asText())
        .isEqualTo("runs-claim");
    JsonNode app = pod.at("/containers/0");
    assertThat(app.path("image").asText()).isEqualTo(IMAGE);
    assertThat(app.path("args").toString()).isEqualTo("[\"score\",\"--fast\"]");
    assertThat(app.at("/resources/limits/memory").asText()).isEqualTo("512Mi");
    assertThat(app.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    String name = job.at("/metadata/name").asText();
    assertThat(name).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?").hasSizeLessThan(64);
    assertThat(Files.readString(folder.resolve("calls"))).contains("delete job " + name);
    assertThat(folder.resolve("volume")).isEmptyDirectory();
  }

  @Test
  void the_exit_code_of_the_pod_says_what_is_final_and_what_may_pass() throws Exception {
    ContainerKind refuses = kind("echo yes", "echo 'flow is in gallons'; exit 65");
    OutcomePart part = Run.cells(refuses, model(), Run.ramp(60), 2, 3).getFirst();
    assertThat(part.state()).isEqualTo(CellState.FAILED);
    assertThat(part.detail()).contains("exit code 65", "flow is in gallons");
    ContainerKind broken = kind("echo yes", "exit 1");
    assertThatThrownBy(() -> Run.cells(broken, model(), Run.ramp(60), 2, 3))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("exit code 1");
  }

  @Test
  void what_a_cluster_cannot_run_is_refused_when_a_model_is_made() throws Exception {
    ContainerKind kind = kind("echo yes", "exit 0");
    assertThatThrownBy(() -> kind.prepare(model("image", "scorer:3")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("@sha256:");
    assertThatThrownBy(() -> kind.prepare(model("network", "plant")))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("NetworkPolicy");
    assertThatThrownBy(() -> kind("echo no; exit 1", "exit 0").prepare(model()))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("namespace 'models'");
    assertThatThrownBy(() -> kind("echo 'connection refused'; exit 1", "exit 0").prepare(model()))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("connection refused");
  }
}
