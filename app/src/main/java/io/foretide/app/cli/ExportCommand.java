package io.foretide.app.cli;

import io.foretide.app.client.Query;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export points|predictions}. */
@Command(name = "export", description = "Write points or predictions as CSV or NDJSON.")
final class ExportCommand {
  @Command(name = "points", description = "Export points of series.")
  int points(
      @Mixin Connect connect,
      @Mixin Console console,
      @Option(names = "--series", defaultValue = "", description = "Names, joined by commas.")
          String series,
      @Option(names = "--search", defaultValue = "", description = "Part of the names instead.")
          String search,
      @Option(names = "--from", defaultValue = "-7d", description = Help.TIME) String from,
      @Option(names = "--to", defaultValue = "now", description = Help.TIME) String to,
      @Option(names = "--format", defaultValue = "csv", description = "csv or ndjson.")
          String format,
      @Option(
              names = {"-o", "--output"},
              description = "File (default: standard output).")
          @Nullable Path output)
      throws Exception {
    return copy(
        connect,
        console,
        "/api/v1/export/points",
        Query.NONE
            .with("series", series)
            .with("search", search)
            .with("from", from)
            .with("to", to)
            .with("format", format),
        output);
  }

  @Command(name = "predictions", description = "Export the latest predictions of a model.")
  int predictions(
      @Mixin Connect connect,
      @Mixin Console console,
      @Option(names = "--model", required = true, description = "Its name.") String model,
      @Option(names = "--from", defaultValue = "-7d", description = Help.TIME) String from,
      @Option(names = "--to", defaultValue = "now", description = Help.TIME) String to,
      @Option(names = "--format", defaultValue = "csv", description = "csv or ndjson.")
          String format,
      @Option(
              names = {"-o", "--output"},
              description = "File (default: standard output).")
          @Nullable Path output)
      throws Exception {
    return copy(
        connect,
        console,
        "/api/v1/export/predictions",
        Query.NONE.with("model", model).with("from", from).with("to", to).with("format", format),
        output);
  }

  /** A file appears under its name only when it is whole. */
  private static int copy(
      Connect connect, Console console, String path, Query query, @Nullable Path output)
      throws Exception {
    try (Connection c = connect.open(false);
        InputStream in = c.client().stream(path, query)) {
      if (output == null) {
        System.out.flush();
        in.transferTo(System.out);
        System.out.flush();
        return ExitCode.OK;
      }
      Path part = output.resolveSibling(output.getFileName() + ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        in.transferTo(out);
      }
      Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
      console.err().println("wrote " + output);
      console.err().flush();
      return ExitCode.OK;
    }
  }
}
