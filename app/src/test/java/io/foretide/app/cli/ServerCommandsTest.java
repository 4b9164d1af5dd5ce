package io.foretide.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.demo.Demo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command against a server that runs, the demonstration's. */
class ServerCommandsTest {
  @TempDir static Path folder;
  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    Configuration configuration =
        Configuration.read(
            new Layer(
                Map.of("store", Map.of("folder", folder.toString()), "hub", Map.of("port", 0)),
                Map.of()),
            folder);
    demo = Demo.open("plant", configuration, false, 1, Fatal::stop);
    demo.play(file -> {}, () -> false);
    demo.finish((left, due) -> {}, () -> false);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data-dir");
    all.add(folder.toString());
    return Ran.of(all.toArray(String[]::new));
  }

  @Test
  void series_are_listed_looked_up_and_read() {
    Ran list = run("series", "list", "tank-1", "--json");
    assertThat(list.code()).isZero();
    assertThat(list.json().path("items").path(0).path("name").asText())
        .isEqualTo("water.tank-1.level");
    assertThat(run("series", "list", "tank-1").out()).contains("GRADE");
    assertThat(run("series", "grade", "water.tank-1.level").out())
        .startsWith("water.tank-1.level: good");
    assertThat(run("series", "exists", "water.tank-1.level").code()).isZero();
    assertThat(run("series", "exists", "no.such").code()).isEqualTo(ExitCode.NOT_FOUND);
    Ran query = run("series", "query", "water.tank-1.level", "--from", "-6h");
    assertThat(query.out()).startsWith("TIME").contains("VALUE");
    assertThat(query.out().lines().count()).isBetween(6L, 8L);
    assertThat(run("series", "query", "water.tank-1.level", "--native").out()).isNotBlank();
  }

  @Test
  void capacity_tells_threads_memory_and_storage_of_all_models() {
    Ran ran = run("capacity");
    assertThat(ran.code()).as(ran.out()).isZero();
    assertThat(ran.out()).contains("holt_winters", "computing threads busy", "keeps up");
    Ran json = run("capacity", "--json", "--limit", "1000");
    assertThat(json.json().path("items").size()).isEqualTo(json.json().path("models").asInt());
    assertThat(json.json().path("threads_busy").asDouble()).isBetween(0.0, 1.0);
  }

  @Test
  void an_unknown_series_is_not_found_and_said_so() {
    Ran query = run("series", "query", "water.tank-99.level");
    assertThat(query.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(query.err()).contains("water.tank-99.level").doesNotContain("Exception");
  }

  @Test
  void models_are_listed_shown_paused_and_resumed() {
    Ran list = run("models", "list");
    assertThat(list.out()).contains("water/tank-1-level").contains("COMPLETE");
    assertThat(run("models", "show", "water/network").out()).contains("run:").contains("rcf");
    assertThat(run("models", "pause", "water/network", "--json").json().path("state").asText())
        .isEqualTo("paused");
    assertThat(run("models", "resume", "water/network").out()).contains("goes on");
    assertThat(run("models", "show", "none/such").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void alarms_are_listed_shown_judged_and_silenced() {
    Ran list = run("alarms", "list", "--json");
    assertThat(list.code()).as(list.err()).isZero();
    String id = list.json().path("items").path(0).path("id").asText();
    assertThat(run("alarms", "list").out()).contains("SEVERITY", "anomaly");
    assertThat(run("alarms", "show", id).out()).startsWith("alarm " + id + " (");
    assertThat(run("alarms", "acknowledge", id, "--name", "ann", "--note", "I look").out())
        .contains("looked after by: ann", "note: I look");
    assertThat(run("alarms", "feedback", id, "expected", "--name", "ann").out())
        .contains("feedback: expected", "note: I look");
    assertThat(run("alarms", "feedback", id, "maybe").err())
        .contains("false_alarm, expected, real");
    assertThat(run("alarms", "replay", id).out()).contains("told again to 0 outputs");
    assertThat(run("alarms", "show", "999999").code()).isEqualTo(ExitCode.NOT_FOUND);
    Ran silence =
        run("alarms", "silence", "pump-*", "--for", "2h", "--reason", "new seals", "--json");
    String number = silence.json().path("id").asText();
    assertThat(run("alarms", "silences").out()).contains("pump-*", "new seals");
    assertThat(run("alarms", "silence", "x", "--reason", "y").err()).contains("until");
    assertThat(run("alarms", "unsilence", number).out()).contains("has ended");
    assertThat(run("alarms", "silences").out()).isEqualTo("no silences\n");
    assertThat(run("alarms", "unsilence", number).code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void a_rollout_is_started_looked_at_and_decided(@TempDir Path files) throws Exception {
    Path file = files.resolve("candidate.yaml");
    Files.writeString(
        file,
        "model: city/taxi-trips\ninputs: [city.taxi-trips]\nresolution: 30m\nevery: 1h\n"
            + "start: -60d\n"
            + "run: {forecast: {method: seasonal_naive, season: 1d, horizon: 24h}}\n");
    String name = file.toString();
    Ran plan = run("rollout", "start", name, "--over", "-2d", "--reason", "try it", "--dry-run");
    assertThat(plan.out()).contains("mase").contains("intervals would be computed");
    assertThat(run("rollout", "status").out()).contains("no rollouts");
    assertThat(run("rollout", "start", name, "--over", "-2d").code()).isEqualTo(ExitCode.USAGE);
    Ran begun =
        run(
            "rollout",
            "start",
            name,
            "--over",
            "-2d",
            "--gate",
            "mase=6x/10",
            "--gate",
            "agreement=0.01",
            "--name",
            "anna",
            "--reason",
            "try it",
            "--wait",
            "--json");
    assertThat(begun.json().path("state").asText()).isEqualTo("waiting");
    assertThat(begun.json().path("gates").path(0).path("verdict").asText()).isEqualTo("passes");
    assertThat(begun.code()).as("a person decides").isEqualTo(ExitCode.INCOMPLETE);
    String id = begun.json().path("id").asText();
    Ran second = run("rollout", "start", name, "--over", "-2d", "--reason", "again");
    assertThat(second.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(second.err()).contains("rollout " + id + " is open");
    assertThat(run("rollout", "rollback", id, "--reason", "no").code()).isEqualTo(ExitCode.REFUSED);
    assertThat(run("rollout", "approve", id).code()).isEqualTo(ExitCode.USAGE);
    Ran no = run("rollout", "reject", id, "--name", "bert", "--reason", "not needed");
    assertThat(no.out()).contains("rejected").contains("by bert: not needed");
    assertThat(run("rollout", "status", "--model", "city/taxi-trips").out()).contains("rejected");
    assertThat(run("rollout", "status", id).out()).contains("GATE").contains("mase");
    assertThat(run("rollout", "status", "999").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void a_model_is_created_edited_and_deleted_from_a_file(@TempDir Path files) throws Exception {
    Path file = files.resolve("m.yaml");
    String text =
        "model: test/limits\ninputs: [hall.temperature]\nresolution: 1h\nevery: 1h\nstart: -2d\n"
            + "run: {detect: {method: limits, high: 70}}\n";
    Files.writeString(file, text);
    assertThat(run("models", "create", file.toString(), "--dry-run").code()).isZero();
    assertThat(run("models", "create", file.toString()).out()).contains("created test/limits");
    assertThat(run("models", "create", file.toString()).code()).isNotZero();
    Files.writeString(file, text.replace("high: 70", "high: 75"));
    Ran edit = run("models", "edit", file.toString());
    assertThat(edit.code()).as(edit.err()).isZero();
    assertThat(edit.out()).contains("revision 2");
    assertThat(run("models", "delete", "test/limits").out()).contains("add --yes");
    assertThat(run("models", "delete", "test/limits", "--yes").out()).contains("deleted");
    assertThat(run("models", "show", "test/limits").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void an_absurd_model_is_refused_with_every_reason(@TempDir Path files) throws Exception {
    Path file = files.resolve("m.yaml");
    Files.writeString(
        file, "model: x\ninputs: [x]\nevery: 0s\ndelay: -1h\nrun: {forecast: {horizon: 3650d}}\n");
    Ran ran = run("models", "create", file.toString());
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err())
        .contains("every", "delay", "horizon", "a cycle")
        .doesNotContain("Exception");
  }

  @Test
  void nothing_is_missing_and_nothing_is_to_do_once_filled() {
    assertThat(run("gaps", "--to", "-10m").code()).isZero();
    assertThat(run("plan", "--json").json().path("items").isArray()).isTrue();
    assertThat(run("plan", "--in-flight").code()).isZero();
  }

  @Test
  void a_backfill_is_counted_first_and_then_done() {
    String[] span = {"backfill", "--from", "-3d", "--model", "water/tank-1-level"};
    List<String> dry = new ArrayList<>(List.of(span));
    dry.addAll(List.of("--reprocess", "all", "--dry-run"));
    Ran counted = run(dry.toArray(String[]::new));
    assertThat(counted.out()).contains("intervals would be computed");
    dry.remove("--dry-run");
    dry.add("--wait");
    Ran done = run(dry.toArray(String[]::new));
    assertThat(done.code()).as(done.out() + done.err()).isZero();
    assertThat(done.out()).contains("intervals are computed");
    assertThat(run("gaps", "--model", "water/tank-1-level").code()).isZero();
    assertThat(run("backfill", "--from", "-1d", "--reprocess", "some").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void what_runs_a_model_is_asked_and_a_model_is_executed_beside_its_other_commands() {
    Ran status = run("models", "status", "water/tank-1-level");
    assertThat(status.code()).isZero();
    assertThat(status.out()).startsWith("ready. ");
    assertThat(run("models", "status", "water/tank-1-level", "--json").json().path("kind").asText())
        .isEqualTo("forecast");
    assertThat(run("models", "execute", "water/tank-1-level", "--from", "-2h").out())
        .isEqualTo(run("predict", "water/tank-1-level", "--from", "-2h").out());
    assertThat(run("models", "unregister", "water/tank-1-level").out()).startsWith("would delete");
  }

  @Test
  void a_prediction_is_made_without_being_stored_and_printed_in_three_forms() {
    Ran table = run("predict", "water/tank-1-level", "--from", "-2h");
    assertThat(table.out()).contains("TIME").contains("MEAN").contains("LO_95");
    Ran csv = run("predict", "water/tank-1-level", "--from", "-2h", "--format", "csv");
    assertThat(csv.out()).startsWith("time,mean,");
    JsonNode json =
        run("predict", "water/tank-1-level", "--from", "-2h", "--format", "json").json();
    assertThat(json.path("columns").path("mean").size()).isGreaterThan(20);
  }

  @Test
  void an_interval_tells_its_life() {
    Ran ran = run("explain", "water/tank-1-level", "-5h");
    assertThat(ran.out()).contains("predicted").contains("due at").contains("planned");
  }

  @Test
  void points_and_predictions_are_exported(@TempDir Path files) throws Exception {
    Path points = files.resolve("points.csv");
    run("export", "points", "--series", "hall.temperature", "-o", points.toString());
    assertThat(Files.readAllLines(points).size()).isGreaterThan(24);
    Path predictions = files.resolve("predictions.ndjson");
    Ran ran =
        run(
            "export",
            "predictions",
            "--model",
            "hall/temperature",
            "--format",
            "ndjson",
            "-o",
            predictions.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(Files.readAllLines(predictions).getFirst()).startsWith("{").contains("mean");
  }

  @Test
  void a_csv_file_is_taken_in_while_the_server_runs(@TempDir Path files) throws Exception {
    Path file = files.resolve("new.csv");
    Files.writeString(
        file,
        "time,cli.a,cli.b\n2026-01-01T00:00:00Z,1,2\nnonsense,3,4\n2026-01-01T01:00:00Z,5,6\n");
    Ran ran = run("ingest", file.toString(), "--json");
    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(ran.json().path("points").asLong()).isEqualTo(4);
    assertThat(ran.json().path("rejected").asLong()).isEqualTo(1);
    assertThat(Path.of(ran.json().path("reject_file").asText())).exists();
    assertThat(run("series", "exists", "cli.b").code()).isZero();
    assertThat(run("ingest", "/no/such.csv").code()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void the_doctor_and_health_find_the_server_well() {
    Ran doctor = run("doctor");
    assertThat(doctor.code()).as(doctor.out()).isZero();
    assertThat(doctor.out()).contains("served at").contains("database");
    assertThat(run("health").code()).isZero();
  }

  @Test
  void the_database_is_looked_at_and_copied_while_it_is_in_use(@TempDir Path files) {
    assertThat(run("db", "status", "--json").json().path("rows").path("model").asLong())
        .isGreaterThanOrEqualTo(12);
    Path copy = files.resolve("copy.db");
    Ran backup = run("db", "backup", copy.toString());
    assertThat(backup.code()).as(backup.err()).isZero();
    assertThat(copy).exists();
    Ran check = run("db", "check");
    assertThat(check.code()).as(check.out()).isZero();
    Ran restore = run("db", "restore", copy.toString());
    assertThat(restore.code()).as("a database in use is not replaced").isEqualTo(ExitCode.REFUSED);
  }
}
