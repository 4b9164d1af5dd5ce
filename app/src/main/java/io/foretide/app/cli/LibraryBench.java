package io.foretide.app.cli;

import io.foretide.detect.bench.DetectBench;
import io.foretide.forecast.bench.ForecastBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code bench forecast FOLDER [TABLE...]} and {@code bench detect FOLDER [TABLE...]}. */
final class LibraryBench {
  private static final Map<String, Library> ALL =
      Map.of(
          "forecast", new Library(ForecastBench.NAMES, ForecastBench::run),
          "detect", new Library(DetectBench.NAMES, DetectBench::run));

  private LibraryBench() {}

  private record Library(List<String> tables, Tables run) {}

  private interface Tables {
    boolean run(Path folder, List<String> names, PrintStream out)
        throws IOException, InterruptedException;
  }

  /**
   * Runs what the words name, if they begin with the name of a library.
   *
   * @return the exit code; empty if the words name no library
   */
  static Optional<Integer> run(List<String> words) throws IOException, InterruptedException {
    Library library = words.isEmpty() ? null : ALL.get(words.getFirst());
    if (library == null) {
      return Optional.empty();
    }
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    if (rest.isEmpty() || !Files.isDirectory(Path.of(rest.getFirst()))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "bench "
              + words.getFirst()
              + " needs a folder of data sets"
              + (rest.isEmpty() ? "" : ", and '" + rest.getFirst() + "' is none")
              + ": expected bench "
              + words.getFirst()
              + " FOLDER ["
              + String.join("|", library.tables())
              + "]...");
    }
    Path folder = Path.of(rest.removeFirst());
    for (String table : rest) {
      if (!library.tables().contains(table)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "bench "
                + words.getFirst()
                + " has no table '"
                + table
                + "': expected some of "
                + library.tables());
      }
    }
    Thread mine = Thread.currentThread();
    StopSignal stop = StopSignal.install(mine::interrupt);
    boolean reached = library.run().run(folder, rest, System.out);
    if (stop.isAsked()) {
      throw new InterruptedException();
    }
    return Optional.of(reached ? ExitCode.OK : ExitCode.INCOMPLETE);
  }
}
