package io.foretide.app.cli;

import io.foretide.core.settings.Nearest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Form and place of an answer. */
final class AnswerFlags {
  @Option(
      names = "--format",
      defaultValue = "",
      description = "table, csv, json, plot or html (default: by the ending of -o, else table).")
  private String format = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write there instead of to standard output.")
  private @Nullable Path output;

  /** Writes an answer. */
  interface Body {
    void write(Writer out) throws IOException;
  }

  /** The form that was asked for. */
  String format(Console console, List<String> known) {
    if (!format.isEmpty()) {
      String wanted = format.toLowerCase(Locale.ROOT);
      if (!known.contains(wanted)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--format '"
                + format
                + "': expected "
                + String.join(", ", known)
                + Nearest.hint(format, known));
      }
      return wanted;
    }
    if (console.json()) {
      return "json";
    }
    String name = output == null ? "" : String.valueOf(output.getFileName());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return known.contains(ending) && !ending.equals("plot") ? ending : "table";
  }

  /** Whether the answer goes to a file. */
  boolean toFile() {
    return output != null;
  }

  /** Writes the answer; a file appears under its name only when it is whole. */
  void write(Console console, Body body) throws IOException {
    if (output == null) {
      PrintWriter out = console.out();
      body.write(out);
      out.flush();
      return;
    }
    Path part = output.resolveSibling(output.getFileName() + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(part)) {
      body.write(out);
    }
    Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
    console.err().println("wrote " + output);
    console.err().flush();
  }
}
