package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.config.Configuration;
import io.foretide.app.terminal.Table;
import io.foretide.core.settings.Problem;
import io.foretide.core.settings.Reading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code config check|show}. */
@Command(name = "config", description = "Check and show the configuration.")
final class ConfigCommand {
  @Command(
      name = "check",
      description = "Check the configuration with all overlays; exit code 2 if it is wrong.")
  int check(@Mixin Target target, @Mixin Console console) {
    Configuration configuration = target.configuration();
    ObjectNode out = new ObjectMapper().createObjectNode().put("ok", true);
    ArrayNode warnings = out.putArray("warnings");
    StringBuilder text = new StringBuilder();
    for (Problem warning : configuration.reading().warnings()) {
      warnings.add(warning.toString());
      text.append("warning: ").append(warning).append('\n');
    }
    String file = target.file().map(Object::toString).orElse("no file, all defaults");
    console.print(out, () -> text + "the configuration is right (" + file + ")\n");
    return ExitCode.OK;
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
}
