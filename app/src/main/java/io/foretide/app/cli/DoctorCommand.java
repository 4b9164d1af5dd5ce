package io.foretide.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.foretide.app.client.ApiException;
import io.foretide.app.client.Query;
import io.foretide.app.client.ServerFile;
import io.foretide.app.config.Configuration;
import io.foretide.app.doctor.Finding;
import io.foretide.app.doctor.MachineChecks;
import io.foretide.app.serve.Databases;
import io.foretide.app.terminal.Table;
import io.foretide.core.settings.SettingsException;
import io.foretide.store.file.DatabaseFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: checks an installation. */
@Command(
    name = "doctor",
    description = {
      "Check Java, configuration, folder, disk, database, clock and port.",
      "Exit code 4 if something is wrong."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Option(
      names = "--accept-clock",
      description = "The clock is right after a step that holds planning: go on.")
  private boolean acceptClock;

  @Option(
      names = "--repair-clock",
      description = "Take back what a wrong clock marked as empty, so that it is predicted.")
  private boolean repairClock;

  @Override
  public Integer call() throws Exception {
    if (acceptClock || repairClock) {
      return clock();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(MachineChecks.java());
    findings.add(MachineChecks.memory());
    try {
      Configuration configuration = connect.target().configuration();
      configuration
          .reading()
          .warnings()
          .forEach(w -> findings.add(new Finding("config", Finding.Result.WARNING, w.toString())));
      String file = connect.target().file().map(Path::toString).orElse("no file: all defaults");
      findings.add(new Finding("config", Finding.Result.OK, file));
      installation(configuration, findings);
    } catch (SettingsException e) {
      e.problems()
          .forEach(p -> findings.add(new Finding("config", Finding.Result.FAULT, p.toString())));
    }
    print(findings);
    return findings.stream().anyMatch(f -> f.result() == Finding.Result.FAULT)
        ? ExitCode.INCOMPLETE
        : ExitCode.OK;
  }

  private void installation(Configuration c, List<Finding> findings) throws Exception {
    Path folder = c.store().folder();
    findings.add(MachineChecks.folder(folder));
    findings.add(MachineChecks.disk(folder));
    findings.add(MachineChecks.clock(folder));
    Optional<ServerFile> running = ServerFile.find(folder);
    findings.add(
        running.isPresent()
            ? new Finding(
                "port", Finding.Result.OK, "served at " + running.get().address() + " already")
            : MachineChecks.port(c.hub().host(), c.hub().port()));
    findings.add(database(c));
  }

  private Finding database(Configuration c) throws Exception {
    String file =
        c.store().postgres().isPresent()
            ? "the database on PostgreSQL"
            : c.store().database().toString();
    if (!Databases.exists(c.store())) {
      return new Finding(
          "database", Finding.Result.OK, file + " does not exist yet; it is made at first use");
    }
    try (Connection connection = connect.open(false)) {
      JsonNode status = connection.client().get("/api/v1/status", Query.NONE);
      String notice = status.path("clock_notice").asText("");
      long missing = status.path("tally").path("missing").asLong();
      String text =
          file
              + ": "
              + status.path("models").asLong()
              + " models, "
              + status.path("series").asLong()
              + " series, "
              + missing
              + " intervals missing";
      return notice.isEmpty()
          ? new Finding("database", Finding.Result.OK, text)
          : new Finding("clock", Finding.Result.FAULT, notice);
    } catch (DatabaseFileException | ApiException e) {
      return new Finding("database", Finding.Result.FAULT, String.valueOf(e.getMessage()));
    }
  }

  private int clock() throws Exception {
    try (Connection connection = connect.open(false)) {
      if (acceptClock) {
        JsonNode done = connection.client().post("/api/v1/clock/accept", Map.of());
        console.print(done, () -> done.path("message").asText("the clock is accepted") + "\n");
      }
      if (repairClock) {
        JsonNode done = connection.client().post("/api/v1/clock/repair", Map.of());
        console.print(
            done, () -> done.path("uncovered").asLong() + " intervals are computed again\n");
      }
      return ExitCode.OK;
    }
  }

  private void print(List<Finding> findings) {
    ArrayNode out = new ObjectMapper().createArrayNode();
    Table table = new Table("CHECK", "RESULT", "DETAIL");
    for (Finding f : findings) {
      String result = f.result().name().toLowerCase(Locale.ROOT);
      out.addObject().put("check", f.check()).put("result", result).put("detail", f.detail());
      table.row(f.check(), result, f.detail());
    }
    console.print(out, table::render);
  }
}
