package io.foretide.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody types who comes from Latigo. */
class LatigoCommandsTest {
  @TempDir Path folder;

  private static String file(String name) {
    try {
      URL found = LatigoCommandsTest.class.getResource("/latigo-files/" + name + ".yaml");
      return Path.of(Objects.requireNonNull(found).toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void two_files_become_one_without_secrets_and_what_changes_is_told_beside_it() {
    Ran ran = Ran.of("config", "import-latigo", file("scheduler"), file("executor"));
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("model_info:", "predictor:", "use_parquet: false")
        .doesNotContain("scheduler-secret", "executor-secret", "scheduler-key");
    assertThat(ran.err())
        .contains("changed: scheduler.back_fill_max_interval")
        .contains("set these variables: ");
  }

  @Test
  void the_same_as_json_names_the_variables_and_every_change() {
    Ran ran = Ran.of("config", "import-latigo", file("executor"), file("scheduler"), "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    JsonNode json = ran.json();
    assertThat(json.path("yaml").asText()).contains("task_queue:");
    assertThat(json.path("variables")).isNotEmpty();
    assertThat(json.path("changed").toString()).contains("executor.restart_interval_sec");
  }

  @Test
  void with_secrets_the_printed_file_loads_as_it_is() throws Exception {
    Ran ran =
        Ran.of("config", "import-latigo", file("scheduler"), file("executor"), "--with-secrets");
    assertThat(ran.out()).contains("executor-secret");
    Path one = Files.writeString(folder.resolve("foretide.yaml"), ran.out());
    Ran check = Ran.of("config", "check", "--config", one.toString());
    assertThat(check.code()).as(check.err()).isZero();
  }

  @Test
  void files_that_are_missing_broken_or_of_one_role_are_refused_in_a_sentence() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "scheduler: [unfinished\n");
    String missing = folder.resolve("missing.yaml").toString();
    for (String[] files :
        new String[][] {{missing}, {broken.toString()}, {file("scheduler"), file("scheduler")}}) {
      Ran ran = Ran.of("config", "import-latigo", files[0], files[files.length - 1]);
      assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.USAGE);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains(files[0]).doesNotContain("Exception", "\tat ");
    }
    Ran none = Ran.of("config", "import-latigo");
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("LATIGO_SCHEDULER_CONFIG_FILE");
  }

  @Test
  void both_files_are_checked_as_they_are_and_warnings_name_what_has_no_effect() {
    Ran ran =
        Ran.of(
            "config",
            "check",
            "--scheduler-config",
            file("scheduler"),
            "--executor-config",
            file("executor"),
            "--data-dir",
            folder.resolve("data").toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("warning: ")
        .contains("scheduler.projects")
        .contains("executor.restart_interval_sec")
        .doesNotContain("use_parquet: is");
  }
}
