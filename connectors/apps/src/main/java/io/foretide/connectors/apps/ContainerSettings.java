package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.settings.Settings;
import io.foretide.models.settings.RunSettings;
import java.util.List;
import java.util.Map;

/**
 * {@code run.container} of one model.
 *
 * @param app what all apps say
 * @param image name of the image
 * @param id of the image as it was when the revision was made; empty if nobody pinned it
 * @param command given to the image; empty for its own
 * @param environment variables in the container
 * @param memory limit as the engine writes it
 * @param cpus processors that it may use
 * @param network name of the engine's network; {@code none} for none
 */
record ContainerSettings(
    AppSettings app,
    String image,
    String id,
    List<String> command,
    Map<String, String> environment,
    String memory,
    double cpus,
    String network) {

  static ContainerSettings of(ModelDefinition definition) throws ProviderException.Rejected {
    RunSettings read = RunSettings.of(definition);
    Settings run = read.run();
    AppSettings app = AppSettings.read(read);
    String image = run.text("image");
    if (!image.isEmpty() && !image.matches("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}")) {
      run.problem("image", "'" + image + "' is no name: expected one such as registry/scorer:3");
    }
    String memory = run.text("memory", "1g");
    if (!memory.matches("[1-9][0-9]{0,9}[bkmgBKMG]?")) {
      run.problem("memory", "'" + memory + "' is not usable: expected one such as 512m or 2g");
    }
    String network = run.text("network", "none");
    if (!network.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}") || network.equals("host")) {
      run.problem(
          "network", "'" + network + "' is not usable: expected none or the name of a network");
    }
    String id = run.text("id", "");
    if (!id.matches("((sha256:)?[0-9a-f]{12,64})?")) {
      run.problem("id", "'" + id + "' is no id of an image: leave it out");
    }
    ContainerSettings out =
        new ContainerSettings(
            app,
            image,
            id,
            run.texts("command"),
            ProcessSettings.environment(run.section("environment")),
            memory,
            run.number("cpus", 1, 0.01, 1024),
            network);
    read.finish();
    return out;
  }

  String summary() {
    return "Runs the image " + image + app.words();
  }
}
