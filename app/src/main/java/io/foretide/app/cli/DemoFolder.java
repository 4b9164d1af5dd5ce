package io.foretide.app.cli;

import java.nio.file.Path;

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
}
