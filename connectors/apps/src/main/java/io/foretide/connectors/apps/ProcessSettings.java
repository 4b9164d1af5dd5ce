package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Settings;
import io.foretide.models.settings.RunSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code run.process} of one model.
 *
 * @param app what all apps say
 * @param command the program, relative to the folder of programs, and its arguments
 * @param environment more variables
 * @param sha256 of the program's file; empty if nobody pinned it
 */
record ProcessSettings(
    AppSettings app, List<String> command, Map<String, String> environment, String sha256) {

  static ProcessSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Settings run = read.run();
    AppSettings app = AppSettings.read(read);
    List<String> command = run.texts("command");
    if (command.isEmpty()) {
      run.problem("command", "is missing: expected a program and its arguments");
      command = List.of("");
    }
    ProcessSettings out =
        new ProcessSettings(
            app, command, environment(run.section("environment")), run.text("sha256", ""));
    read.finish();
    return out;
  }

  /** A map of texts whose keys are names of variables. */
  static Map<String, String> environment(Settings s) {
    Map<String, String> out = new TreeMap<>();
    for (String name : s.keys()) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")) {
        s.any(name);
        s.problem(name, "is no name of a variable: expected letters, digits and _");
      } else {
        out.put(name, s.text(name, ""));
      }
    }
    return out;
  }

  String summary() {
    return "Runs the program " + command.getFirst() + app.words();
  }
}
