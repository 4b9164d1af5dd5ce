package io.foretide.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where demonstrations keep their data unless told otherwise. */
final class DemoFolder {
  private DemoFolder() {}

  /** {@code data} in the program's folder, or in this one if the launcher did not say it. */
  static Path parent() {
    return Path.of(System.getenv().getOrDefault("FORETIDE_HOME", "")).resolve("data");
  }

  static Path of(String scenario) {
    return parent().resolve("demo-" + scenario).toAbsolutePath();
  }

  /** Removes a folder that was made for one run. */
  static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path p : all) {
      Files.deleteIfExists(p);
    }
  }
}
