package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Order;
import io.foretide.core.run.RunNeeds;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.models.kind.Deadline;
import io.foretide.models.kind.ModelKind;
import io.foretide.models.kind.Pinned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code run: {process: ...}}: a program of this machine that runs to its end for each job, with
 * the paths of its input and output in {@code FORETIDE_IN} and {@code FORETIDE_OUT}. Thread-safe.
 */
public final class ProcessKind implements ModelKind {
  private final AppPlaces places;
  private final Programs programs;

  /**
   * @param places where programs are and run
   */
  public ProcessKind(AppPlaces places) {
    this.places = places;
    this.programs = new Programs(places.programs());
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public RunNeeds needs(ModelDefinition definition) throws ProviderException.Rejected {
    ProcessSettings s = ProcessSettings.of(definition);
    return new RunNeeds(
        s.app().outputs(), s.app().reach(), s.app().ahead(), Order.ANY, s.summary());
  }

  @Override
  public ModelDefinition prepare(ModelDefinition definition) throws ProviderException {
    ProcessSettings s = ProcessSettings.of(definition);
    String found = Programs.sha256(programs.find(s.command().getFirst()));
    if (!s.sha256().isEmpty() && !s.sha256().equals(found)) {
      throw new ProviderException.Rejected(
          "sha256 is "
              + s.sha256()
              + " and that of program '"
              + s.command().getFirst()
              + "' is "
              + found
              + ": leave it out to take the program as it is now");
    }
    return Pinned.with(definition, "sha256", found);
  }

  @Override
  public String status(ModelDefinition definition) throws ProviderException {
    ProcessSettings s = ProcessSettings.of(definition);
    find(s);
    return "The program is in place.";
  }

  @Override
  public RunResult execute(RunRequest request, Deadline deadline) throws ProviderException {
    ProcessSettings s = ProcessSettings.of(request.revision().definition());
    Path program = find(s);
    return new AppRun(request, s.app(), (job, timeout) -> run(s, program, job, timeout), deadline)
        .result();
  }

  /** The program as it was when the revision was made. */
  private Path find(ProcessSettings s) throws ProviderException {
    Path program;
    try {
      program = programs.find(s.command().getFirst());
    } catch (ProviderException.Rejected e) {
      throw new ProviderException.Transient(String.valueOf(e.getMessage()), e);
    }
    String found = Programs.sha256(program);
    if (!s.sha256().isEmpty() && !s.sha256().equals(found)) {
      throw new ProviderException.Transient(
          "program '"
              + s.command().getFirst()
              + "' has changed since this revision was made (SHA-256 "
              + found.substring(0, 12)
              + "..., was "
              + s.sha256().substring(0, Math.min(12, s.sha256().length()))
              + "...): put the old file back, or edit the model, which makes a new revision",
          null);
    }
    return program;
  }

  private AppAnswer run(ProcessSettings s, Path program, Job job, long timeout)
      throws ProviderException {
    String shown = "program '" + s.command().getFirst() + "'";
    try (RunFolder folder = RunFolder.fill(places.runs(), job, false)) {
      List<String> command = new ArrayList<>(s.command());
      command.set(0, program.toString());
      Map<String, String> environment = places.passed();
      environment.putAll(s.environment());
      environment.putAll(about(job));
      environment.put("FORETIDE_IN", folder.in().toAbsolutePath().toString());
      environment.put("FORETIDE_OUT", folder.out().toAbsolutePath().toString());
      ExitCode.check(shown, Launch.run(command, environment, folder.folder(), timeout));
      return folder.answer(job, shown);
    }
  }

  /** Facts that an app may want without reading a file. */
  static Map<String, String> about(Job job) {
    return Map.of(
        "FORETIDE_MODEL", job.revision().definition().name(),
        "FORETIDE_REVISION", Integer.toString(job.revision().number()),
        "FORETIDE_VERSION", job.settings().version());
  }
}
