package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.foretide.app.config.Configuration;
import io.foretide.app.connect.Configured;
import io.foretide.app.connect.OpenProviders;
import io.foretide.app.terminal.Table;
import io.foretide.connectors.gordo.GordoView;
import io.foretide.connectors.gordo.GordoView.MachineLine;
import io.foretide.connectors.gordo.GordoView.ProjectLine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.ModelInformationProvider;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gordo projects|models|status}: what the gateway of {@code model_info} has. */
@Command(
    name = "gordo",
    description = "Look at the projects and models of the Gordo gateway that model_info names.")
final class GordoCommand {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "model_info has no type gordo: see docs/connectors.md";

  /** Something to do with the gateway. */
  private interface Look {
    int at(GordoView gordo) throws ProviderException;
  }

  @Command(name = "projects", description = "List projects with their newest revision.")
  int projects(@Mixin Target target, @Mixin Console console) throws Exception {
    return look(
        target,
        gordo -> {
          ArrayNode out = JSON.createArrayNode();
          Table table = new Table("PROJECT", "LATEST", "REVISIONS", "MODELS", "TROUBLE");
          boolean whole = true;
          for (String name : gordo.projects()) {
            ProjectLine p = gordo.project(name);
            whole &= p.trouble().isEmpty();
            out.addObject()
                .put("project", p.name())
                .put("latest", p.latest())
                .put("revisions", p.revisions().size())
                .put("models", p.machines().size())
                .put("trouble", p.trouble());
            table.row(
                p.name(),
                p.latest(),
                Integer.toString(p.revisions().size()),
                Integer.toString(p.machines().size()),
                p.trouble());
          }
          console.print(out, () -> table.isEmpty() ? "no projects\n" : table.render());
          return whole ? ExitCode.OK : ExitCode.INCOMPLETE;
        });
  }

  @Command(name = "models", description = "List the models of the newest revisions.")
  int models(
      @Mixin Target target,
      @Mixin Console console,
      @Option(names = "--project", paramLabel = "NAME", description = "Only of this project.")
          String project)
      throws Exception {
    return look(
        target,
        gordo -> {
          ArrayNode out = JSON.createArrayNode();
          Table table = new Table("MODEL", "REVISION");
          boolean whole = true;
          for (String name : named(gordo, project)) {
            ProjectLine p = gordo.project(name);
            whole &= p.trouble().isEmpty();
            for (String machine : p.machines()) {
              out.addObject().put("model", name + "/" + machine).put("revision", p.latest());
              table.row(name + "/" + machine, p.latest());
            }
          }
          console.print(out, () -> table.isEmpty() ? "no models\n" : table.render());
          return whole ? ExitCode.OK : ExitCode.INCOMPLETE;
        });
  }

  @Command(name = "status", description = "Ask each model, or one, how it is.")
  int status(
      @Mixin Target target,
      @Mixin Console console,
      @Parameters(paramLabel = "PROJECT/MODEL", arity = "0..1", description = "One model.")
          String model)
      throws Exception {
    return look(
        target,
        gordo -> {
          ArrayNode out = JSON.createArrayNode();
          Table table =
              new Table(
                  "MODEL", "REVISION", "TAGS", "TARGETS", "RESOLUTION", "TRAINED ON", "HEALTH");
          int slash = model == null ? -1 : model.indexOf('/');
          boolean whole = true;
          for (String name : named(gordo, slash > 0 ? model.substring(0, slash) : null)) {
            ProjectLine p = gordo.project(name);
            whole &= p.trouble().isEmpty();
            List<String> machines = slash > 0 ? List.of(model.substring(slash + 1)) : p.machines();
            for (String machine : machines) {
              MachineLine m = gordo.machine(name, machine, p.latest());
              whole &= m.health().equals("healthy");
              out.addObject()
                  .put("model", name + "/" + m.name())
                  .put("revision", m.revision())
                  .put("tags", m.tags())
                  .put("targets", m.targets())
                  .put("resolution", m.resolution())
                  .put("detector", m.detector())
                  .put("trained_on", m.trainedOn())
                  .put("health", m.health());
              table.row(
                  name + "/" + m.name(),
                  m.revision(),
                  Integer.toString(m.tags()),
                  Integer.toString(m.targets()),
                  m.resolution(),
                  m.trainedOn(),
                  m.health());
            }
          }
          console.print(out, () -> table.isEmpty() ? "no models\n" : table.render());
          return whole ? ExitCode.OK : ExitCode.INCOMPLETE;
        });
  }

  private static List<String> named(
      GordoView gordo, @org.jspecify.annotations.Nullable String project) throws ProviderException {
    return project == null ? gordo.projects() : List.of(project);
  }

  private static int look(Target target, Look look) throws ProviderException {
    Configuration c = target.configuration();
    List<Configured<ModelInformationProvider>> gordo =
        c.providers().models().stream().filter(m -> m.type().equals("gordo")).toList();
    if (gordo.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, NONE);
    }
    try (OpenProviders open = OpenProviders.withoutStore(c.scheduler().modelDefaults())) {
      open.projects(c.providers().projects());
      int exit = ExitCode.OK;
      for (ModelInformationProvider provider : open.models(gordo)) {
        if (provider instanceof GordoView view) {
          exit = Math.max(exit, look.at(view));
        }
      }
      return exit;
    }
  }
}
