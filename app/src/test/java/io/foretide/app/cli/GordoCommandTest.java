package io.foretide.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.standin.GordoMachine;
import io.foretide.connectors.standin.StandIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GordoCommandTest {
  private static final List<String> TAGS = List.of("A", "B");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private StandIn standIn;
  private Path config;

  @BeforeEach
  void start() throws Exception {
    standIn = StandIn.start(false);
    standIn.gordo().revision("ioc-1000", "1", List.of(GordoMachine.of("old", TAGS)));
    standIn
        .gordo()
        .revision(
            "ioc-1000",
            "2",
            List.of(
                GordoMachine.of("m1", TAGS),
                new GordoMachine("m2", TAGS, TAGS, true, "10T", "", 0, false)));
    standIn.metadata().projects(List.of("ioc-1000", "gone"));
    config =
        Files.writeString(
            folder.resolve("foretide.yaml"),
            "model_info: { type: gordo, connection_string: '"
                + standIn.gordoUrl()
                + "' }\nmodels_metadata_info: { type: metadata_api, base_url: '"
                + standIn.metadataUrl()
                + "' }\n");
  }

  @AfterEach
  void stop() {
    standIn.close();
  }

  private int run(String... arguments) {
    CommandLine line = RootCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("gordo"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void projects_are_listed_and_one_that_cannot_be_read_is_told() {
    assertThat(run("projects")).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(out.toString()).contains("ioc-1000").contains("gone").contains("HTML page");
  }

  @Test
  void models_of_a_project_are_listed() {
    assertThat(run("models", "--project", "ioc-1000")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("ioc-1000/m1")
        .contains("ioc-1000/m2")
        .doesNotContain("old");
  }

  @Test
  void the_status_of_one_model_or_all_is_told_as_json_too() {
    assertThat(run("status", "ioc-1000/m1", "--json")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("\"revision\":\"2\"")
        .contains("\"tags\":2")
        .contains("\"health\":\"healthy\"");
    assertThat(run("status")).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(out.toString()).contains("status 404");
  }

  @Test
  void without_gordo_the_advice_is_where_to_read() throws Exception {
    Files.writeString(config, "hub: {}\n");
    assertThat(run("projects")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("docs/connectors.md");
  }
}
