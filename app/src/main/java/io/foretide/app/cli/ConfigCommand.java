package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.ConfigurationFiles;
import io.foretide.app.config.LatigoImport;
import io.foretide.app.terminal.Table;
import io.foretide.core.capacity.Capacity;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Problem;
import io.foretide.core.settings.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config check|show|import-latigo}. */
@Command(name = "config", description = "Check and show the configuration.")
final class ConfigCommand {
  @Command(
      name = "check",
      description = {
        "Check the configuration with all overlays and the model files, and whether this machine can",
        "keep up with the models of the files; exit code 2 if anything is wrong."
      })
  int check(@Mixin Target target, @Mixin Console console) throws ProviderException {
    Configuration configuration = target.configuration();
    FileCheck models = FileCheck.of(configuration, System.getenv());
    ObjectNode out = new ObjectMapper().createObjectNode().put("ok", true);
    ArrayNode warnings = out.putArray("warnings");
    StringBuilder text = new StringBuilder();
    for (Problem warning : configuration.reading().warnings()) {
      warnings.add(warning.toString());
      text.append("warning: ").append(warning).append('\n');
    }
    Capacity need = models.capacity();
    out.put("models", models.models())
        .put("threads_busy", need.busy())
        .put("threads", need.threads())
        .put("executors", models.executors())
        .put("memory_bytes", need.memory());
    String file = target.file().map(Object::toString).orElse("no file, all defaults");
    console.print(
        out, () -> text + "the configuration is right (" + file + ")" + words(models, need) + "\n");
    return ExitCode.OK;
  }

  private static String words(FileCheck models, Capacity need) {
    return models.models() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; model files: %d, the active ones keep %.3f of %d computing threads busy",
            models.models(),
            need.busy(),
            need.threads());
  }

  @Command(name = "show", description = "Show each value and where it comes from.")
  int show(
      @Mixin Target target,
      @Mixin Console console,
      @Option(names = "--effective", description = "With the defaults too.") boolean effective) {
    Configuration configuration = target.configuration();
    ArrayNode out = new ObjectMapper().createArrayNode();
    Table table = new Table("KEY", "VALUE", "FROM");
    for (Reading.Value v : configuration.reading().values()) {
      if (effective || !v.origin().equals(Reading.DEFAULT)) {
        out.addObject().put("path", v.path()).put("value", v.shown()).put("origin", v.origin());
        table.row(v.path(), v.shown(), v.origin());
      }
    }
    console.print(
        out, () -> table.isEmpty() ? "only defaults; see them with --effective\n" : table.render());
    return ExitCode.OK;
  }

  @Command(
      name = "import-latigo",
      description = {
        "Print one configuration file that does what the two of a Latigo installation do.",
        "Secrets become variables; what changes is told as comments and on standard error."
      })
  int importLatigo(
      @Mixin Console console,
      @Parameters(
              arity = "0..2",
              paramLabel = "FILE",
              description = {
                "Files of scheduler and executor, in any order",
                "(default: LATIGO_SCHEDULER_CONFIG_FILE and LATIGO_EXECUTOR_CONFIG_FILE)."
              })
          @Nullable List<Path> files,
      @Option(names = "--with-secrets", description = "Write secrets as they are.")
          boolean withSecrets) {
    List<Path> named = files == null ? new ArrayList<>() : new ArrayList<>(files);
    if (named.isEmpty()) {
      for (String variable : List.of(ConfigurationFiles.SCHEDULER, ConfigurationFiles.EXECUTOR)) {
        String path = System.getenv().getOrDefault(variable, "");
        if (!path.isBlank()) {
          named.add(Path.of(path));
        }
      }
    }
    if (named.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no file is named: expected one or two, or "
              + ConfigurationFiles.SCHEDULER
              + " and "
              + ConfigurationFiles.EXECUTOR);
    }
    LatigoImport made = LatigoImport.of(named, Path.of("").toAbsolutePath(), withSecrets);
    made.changed().forEach(c -> console.err().println("changed: " + c));
    if (!made.variables().isEmpty()) {
      console.err().println("set these variables: " + String.join(", ", made.variables()));
    }
    console.err().flush();
    ObjectNode out = new ObjectMapper().createObjectNode().put("yaml", made.yaml());
    made.changed().forEach(out.putArray("changed")::add);
    made.variables().forEach(out.putArray("variables")::add);
    console.print(out, made::yaml);
    return ExitCode.OK;
  }
}
