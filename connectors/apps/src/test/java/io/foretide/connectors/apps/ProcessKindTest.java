package io.foretide.connectors.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Reason;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessKindTest {
  private static final Path EXAMPLE =
      Path.of("..", "..", "examples", "process", "daily_profile.py");

  @TempDir Path folder;
  private Path programs;
  private Path runs;
  private ProcessKind kind;

  @BeforeEach
  void makeFolders() throws Exception {
    programs = Files.createDirectory(folder.resolve("programs"));
    runs = folder.resolve("runs");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("FORETIDE_HUB_TOKENS_ADMIN", "secret-of-the-hub");
    kind = new ProcessKind(new AppPlaces(folder, programs, runs, "", List.of(), environment));
  }

  private void program(String name, String body) throws Exception {
    Path file = programs.resolve(name);
    Files.writeString(file, body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static ModelDefinition model(Object... settings) {
    Map<String, Object> run = new HashMap<>(Map.of("outputs", List.of("mean")));
    for (int i = 0; i < settings.length; i += 2) {
      run.put((String) settings[i], settings[i + 1]);
    }
    return Run.definition("process", run);
  }

  @Test
  void the_example_program_forecasts_alike_one_by_one_and_together() throws Exception {
    program("daily_profile.py", Files.readString(EXAMPLE));
    double[] data = Run.ramp(144 * 3);
    List<List<OutcomePart>> both = new java.util.ArrayList<>();
    for (int together : new int[] {1, 5}) {
      ModelDefinition d =
          kind.prepare(
              model(
                  "command", "daily_profile.py",
                  "lookback", "2d",
                  "horizon", "30m",
                  "together", together));
      both.add(Run.cells(kind, d, data, 52, 57));
    }
    for (int i = 0; i < 5; i++) {
      OutcomePart alone = both.get(0).get(i);
      assertThat(alone.state()).isEqualTo(CellState.PREDICTED);
      // Origin is hour 53 + i, bucket 318 + 6 i; the two days before hold it at -144 and -288.
      double expected = 318 + 6 * i - (144 + 288) / 2.0;
      assertThat(alone.blocks().getFirst().values()[0])
          .containsExactly(expected, expected + 1, expected + 2);
      assertThat(both.get(1).get(i).blocks().getFirst().values()[0])
          .containsExactly(alone.blocks().getFirst().values()[0]);
    }
    assertThat(runs).isEmptyDirectory();
  }

  @Test
  void exit_codes_64_to_78_fail_the_interval_with_what_the_program_said() throws Exception {
    program("no.sh", "#!/bin/sh\necho 'no calibration for this pump' >&2\nexit 65\n");
    List<OutcomePart> out = Run.cells(kind, model("command", "no.sh"), Run.ramp(60), 2, 4);
    assertThat(out).allMatch(p -> p.state() == CellState.FAILED && p.reason() == Reason.REJECTED);
    assertThat(out.getFirst().detail())
        .contains("no.sh", "exit code 65", "no calibration for this pump");
  }

  @Test
  void any_other_exit_code_is_tried_again_and_fails_nothing() throws Exception {
    program("down.sh", "#!/bin/sh\necho 'licence server is down'\nexit 1\n");
    assertThatThrownBy(() -> Run.cells(kind, model("command", "down.sh"), Run.ramp(60), 2, 3))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("licence server is down");
  }

  @Test
  void one_refused_interval_among_many_together_is_found_and_its_neighbours_are_kept()
      throws Exception {
    program(
        "pick.sh",
        """
        #!/bin/sh
        grep -q '"to" : "1970-01-01T05:00:00Z"' "$FORETIDE_IN/interval.json" && exit 70
        sed -n 's/.*"to" : "\\([^"]*\\)".*/{"origin":"\\1","time":"\\1","mean":7}/p' \\
          "$FORETIDE_IN/interval.json" > "$FORETIDE_OUT/frame.ndjson"
        """);
    ModelDefinition d = model("command", "pick.sh", "together", 8, "horizon", "10m");
    List<OutcomePart> out = Run.cells(kind, d, Run.ramp(60), 0, 8);
    for (int i = 0; i < 8; i++) {
      assertThat(out.get(i).state())
          .as("interval %d", i)
          .isEqualTo(i == 4 ? CellState.FAILED : CellState.PREDICTED);
    }
  }

  @Test
  void a_program_that_takes_too_long_is_stopped_with_its_children() throws Exception {
    Path mark = folder.resolve("late");
    program("slow.sh", "#!/bin/sh\n(sleep 3; touch '" + mark + "') &\nsleep 30\n");
    ModelDefinition d = model("command", "slow.sh", "timeout", "300ms");
    assertThatThrownBy(() -> Run.cells(kind, d, Run.ramp(60), 2, 3))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("took longer than");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(mark).doesNotExist();
  }

  @Test
  void an_interval_without_data_is_empty_and_the_program_is_not_asked() throws Exception {
    program("never.sh", "#!/bin/sh\nexit 70\n");
    List<OutcomePart> out = Run.cells(kind, model("command", "never.sh"), new double[0], 2, 4);
    assertThat(out).allMatch(p -> p.state() == CellState.EMPTY && p.reason() == Reason.NO_DATA);
  }

  @Test
  void a_program_sees_no_secret_of_this_process() throws Exception {
    program(
        "env.sh",
        """
        #!/bin/sh
        test -z "$FORETIDE_HUB_TOKENS_ADMIN" || exit 70
        test "$COLOUR" = blue || exit 71
        echo '{"time":"1970-01-01T02:00:00Z","mean":1}' > "$FORETIDE_OUT/frame.ndjson"
        """);
    ModelDefinition d = model("command", "env.sh", "environment", Map.of("COLOUR", "blue"));
    assertThat(Run.cells(kind, d, Run.ramp(60), 2, 3).getFirst().state())
        .isEqualTo(CellState.PREDICTED);
  }

  @Test
  void wrong_answers_are_told_by_row_and_fail_the_interval() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "{\"time\":\"1970-01-01T02:00:00Z\",\"maen\":1}", "did you mean 'mean'",
            "{\"time\":\"1970-01-01T02:00:00Z\",\"mean\":\"high\"}", "expected a number",
            "{\"time\":\"1970-01-01T09:00:00Z\",\"mean\":1}", "expected whole steps",
            "{\"time\":\"1970-01-01T02:03:00Z\",\"mean\":1}", "expected whole steps",
            "{\"mean\":1}", "time is missing",
            "{\"origin\":\"1970-01-01T07:00:00Z\",\"time\":\"1970-01-01T02:00:00Z\"}", "origin",
            "[1]", "is no object",
            "{\"time\"", "is no JSON",
            "", "answered no row");
    for (Map.Entry<String, String> w : wrong.entrySet()) {
      program(
          "wrong.sh",
          "#!/bin/sh\nprintf '%s' '" + w.getKey() + "' > \"$FORETIDE_OUT/frame.ndjson\"\n");
      OutcomePart part =
          Run.cells(kind, model("command", "wrong.sh"), Run.ramp(60), 2, 3).getFirst();
      assertThat(part.state()).as(w.getKey()).isEqualTo(CellState.FAILED);
      assertThat(part.detail()).as(w.getKey()).contains(w.getValue());
    }
  }

  @Test
  void programs_outside_the_folder_and_those_that_may_not_run_are_refused_when_a_model_is_made()
      throws Exception {
    Files.writeString(programs.resolve("plain.txt"), "x");
    Files.createSymbolicLink(programs.resolve("link"), Path.of("/bin/sh"));
    Map<String, String> wrong =
        Map.of(
            "/bin/sh", "outside",
            "../programs/../../x", "outside",
            "link", "link",
            "plain.txt", "chmod",
            "none.py", "put it there");
    wrong.forEach((name, words) ->
        assertThatThrownBy(() -> kind.prepare(model("command", name)))
            .isInstanceOf(ProviderException.Rejected.class)
            .hasMessageContaining(words));
  }

  @Test
  void a_revision_never_runs_another_program_than_the_one_it_was_made_with() throws Exception {
    program("p.sh", "#!/bin/sh\nexit 70\n");
    ModelDefinition d = kind.prepare(model("command", "p.sh"));
    program("p.sh", "#!/bin/sh\nexit 71\n");
    assertThatThrownBy(() -> Run.cells(kind, d, Run.ramp(60), 2, 3))
        .isInstanceOf(ProviderException.Transient.class)
        .hasMessageContaining("has changed");
    assertThatThrownBy(() -> kind.prepare(d))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("leave it out");
  }

  @Test
  void every_wrong_setting_is_named() {
    assertThatThrownBy(() ->
            kind.needs(
                Run.definition(
                    "process",
                    Map.of("comand", "x", "outputs", List.of("time", "a", "a"), "lookback", 5))))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("run.process.command")
        .hasMessageContaining("comand")
        .hasMessageContaining("'time' is no name")
        .hasMessageContaining("'a' twice")
        .hasMessageContaining("run.process.lookback");
  }
}
