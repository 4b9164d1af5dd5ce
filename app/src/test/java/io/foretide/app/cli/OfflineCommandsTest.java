package io.foretide.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands where no server runs: they work on the file themselves. */
class OfflineCommandsTest {
  @TempDir Path folder;
  private String data = "";

  @BeforeEach
  void place() {
    data = folder.resolve("data").toString();
  }

  private void ingest() throws Exception {
    StringBuilder csv = new StringBuilder("time,value\n");
    Instant t = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(20));
    for (int i = 0; i < 20 * 24; i++) {
      csv.append(t.plus(Duration.ofHours(i))).append(',').append(10 + i % 24).append('\n');
    }
    Path file = Files.writeString(folder.resolve("pump.csv"), csv);
    Ran ran = Ran.of("ingest", file.toString(), "--data-dir", data);
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private Path model() throws Exception {
    return Files.writeString(
        folder.resolve("m.yaml"),
        "model: pump/level\ninputs: [pump]\nresolution: 1h\nevery: 1h\nstart: -5d\n"
            + "run: {forecast: {method: seasonal_naive, season: 1d, horizon: 6h}}\n");
  }

  @Test
  void a_file_becomes_a_model_and_its_predictions_without_any_server() throws Exception {
    ingest();
    assertThat(Ran.of("series", "list", "--data-dir", data).out()).contains("pump").contains("480");
    Ran create = Ran.of("models", "create", model().toString(), "--data-dir", data);
    assertThat(create.code()).as(create.err()).isZero();
    Ran gaps = Ran.of("gaps", "--data-dir", data);
    assertThat(gaps.code()).as("nothing is planned by looking").isEqualTo(ExitCode.INCOMPLETE);
    assertThat(gaps.out()).contains("pump/level");
    assertThat(Ran.of("plan", "--data-dir", data).out()).contains("pump/level");
    Ran backfill = Ran.of("backfill", "--from", "-5d", "--data-dir", data);
    assertThat(backfill.code()).as(backfill.err()).isZero();
    assertThat(Ran.of("gaps", "--data-dir", data).code()).isZero();
    Path out = folder.resolve("out.csv");
    Ran.of(
        "export", "predictions", "--model", "pump/level", "-o", out.toString(), "--data-dir", data);
    assertThat(Files.readString(out)).startsWith("model,time,mean");
  }

  @Test
  void the_database_is_checked_copied_and_put_back() throws Exception {
    ingest();
    assertThat(Ran.of("db", "check", "--data-dir", data).out()).contains("sound");
    assertThat(Ran.of("db", "migrate", "--data-dir", data).code()).isZero();
    Path copy = folder.resolve("copy.db");
    assertThat(Ran.of("db", "backup", copy.toString(), "--data-dir", data).code()).isZero();
    Files.writeString(Path.of(data, "foretide.db"), "no database any more");
    Ran broken = Ran.of("series", "list", "--data-dir", data);
    assertThat(broken.code()).isEqualTo(ExitCode.FAILED);
    assertThat(broken.err()).contains("not a Foretide database").doesNotContain("Exception");
    Ran restore = Ran.of("db", "restore", copy.toString(), "--data-dir", data);
    assertThat(restore.code()).as(restore.err()).isZero();
    assertThat(Ran.of("series", "exists", "pump", "--data-dir", data).code()).isZero();
  }

  @Test
  void starter_files_are_right_and_are_not_overwritten() {
    Path mine = folder.resolve("mine");
    assertThat(Ran.of("init", mine.toString()).code()).isZero();
    Ran check = Ran.of("config", "check", "--config", mine.resolve("foretide.yaml").toString());
    assertThat(check.code()).as(check.err()).isZero();
    Ran again = Ran.of("init", mine.toString());
    assertThat(again.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(again.err()).contains("--force");
    assertThat(Ran.of("init", mine.toString(), "--force").code()).isZero();
  }

  @Test
  void the_effective_configuration_tells_origins_and_hides_secrets() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("f.yaml"), "hub: {port: 9000, tokens: {admin: hunter2hunter2}}\n");
    Ran show = Ran.of("config", "show", "--effective", "--config", file.toString());
    assertThat(show.out())
        .contains("hub.port")
        .contains(file + " line 1")
        .contains("***")
        .contains("default")
        .doesNotContain("hunter2");
  }

  @Test
  void a_wrong_configuration_is_a_usage_error_with_every_problem() throws Exception {
    Path file = Files.writeString(folder.resolve("f.yaml"), "hub: {prot: 1}\nexecuter: {}\n");
    Ran check = Ran.of("config", "check", "--config", file.toString());
    assertThat(check.code()).isEqualTo(ExitCode.USAGE);
    assertThat(check.err()).contains("did you mean 'port'?").contains("did you mean 'executor'?");
    Ran doctor = Ran.of("doctor", "--config", file.toString());
    assertThat(doctor.code()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(doctor.out()).contains("fault").contains("executer");
  }

  @Test
  void the_doctor_is_content_where_nothing_is_yet() {
    Ran doctor = Ran.of("doctor", "--data-dir", data, "--json");
    assertThat(doctor.out()).contains("made at first use");
    assertThat(doctor.json().findValuesAsText("result")).doesNotContain("fault");
  }

  @Test
  void wrong_use_says_what_to_try() {
    Ran typo = Ran.of("modls");
    assertThat(typo.code()).isEqualTo(ExitCode.USAGE);
    assertThat(typo.err()).contains("foretide models");
    assertThat(Ran.of("gaps", "--nonsense").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Ran.of("demo", "palnt", "--once").err()).contains("did you mean 'plant'?");
    assertThat(Ran.of("health", "--data-dir", data).code()).isEqualTo(ExitCode.FAILED);
    assertThat(Ran.of("db", "status", "--data-dir", data).code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void help_version_and_completion_are_there() {
    assertThat(Ran.of("--help").out()).contains("Exit codes").contains("backfill");
    assertThat(Ran.of("--version").out()).contains("foretide").contains("Java");
    assertThat(Ran.of("backfill", "--help").out()).contains("--reprocess");
    assertThat(Ran.of("completion").out()).contains("complete").contains("backfill");
  }

  @Test
  void a_folder_that_cannot_be_used_is_named() throws Exception {
    Path file = Files.writeString(folder.resolve("plain"), "x");
    Ran ran = Ran.of("series", "list", "--data-dir", file.toString());
    assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains(file.toString()).contains("is a file");
  }

  @Test
  void a_check_of_the_configuration_also_runs_what_other_tools_exported() throws Exception {
    Path home = folder.resolve("home");
    Files.createDirectories(home.resolve("models"));
    Path file = Files.writeString(home.resolve("foretide.yaml"), "store: {folder: data}\n");
    Files.writeString(
        home.resolve("twice.pmml"),
        """
        <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/>
          <DataDictionary>
            <DataField name="x" optype="continuous" dataType="double"/>
            <DataField name="y" optype="continuous" dataType="double"/>
          </DataDictionary>
          <RegressionModel functionName="regression">
            <MiningSchema>
              <MiningField name="x"/><MiningField name="y" usageType="target"/>
            </MiningSchema>
            <RegressionTable intercept="1">
              <NumericPredictor name="x" coefficient="2"/>
            </RegressionTable>
          </RegressionModel>
        </PMML>
        """);
    Path model = home.resolve("models/m.yaml");
    String text = "model: m\ninputs: [pump]\nrun: {pmml: {file: twice.pmml, inputs: {%s: pump}}}\n";
    Files.writeString(model, text.formatted("x"));
    Ran right = Ran.of("config", "check", "--config", file.toString());
    assertThat(right.code()).as(right.err()).isZero();
    assertThat(home.resolve("data")).as("a check leaves nothing behind").doesNotExist();

    Files.writeString(model, text.formatted("z"));
    Ran wrong = Ran.of("config", "check", "--config", file.toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("m.yaml").contains("no such field").contains("x");
  }
}
