package io.foretide.app.cli;

import io.foretide.app.init.StarterFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: the first files. */
@Command(name = "init", description = "Write a commented foretide.yaml and a first model file.")
final class InitCommand implements Callable<Integer> {
  @Mixin private final Console console = new Console();

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where (default: this folder).")
  private Path folder = Path.of(".");

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    List<Path> present =
        StarterFiles.NAMES.stream().map(folder::resolve).filter(Files::exists).toList();
    if (!present.isEmpty() && !force) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          present.getFirst() + " is there already: use --force to replace it, or another folder");
    }
    for (Path file : StarterFiles.write(folder)) {
      console.out().println("wrote " + file);
    }
    console
        .out()
        .println(
            "next: ./foretide ingest FILE.csv, edit models/first.yaml, then ./foretide serve"
                + " --config "
                + folder.resolve("foretide.yaml").normalize());
    console.out().flush();
    return ExitCode.OK;
  }
}
