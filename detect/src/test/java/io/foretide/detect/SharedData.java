package io.foretide.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Finds the benchmark data that is not part of the project; its tests are skipped without it. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the data; the test is skipped where it is absent. */
  public static Path require(String name) {
    Path found = find(name);
    Assumptions.assumeTrue(
        found != null,
        "SKIPPED: " + name + " is in neither FORETIDE_DATA nor ../shared/data of the repository");
    return java.util.Objects.requireNonNull(found);
  }

  private static @org.jspecify.annotations.Nullable Path find(String name) {
    String named = System.getenv("FORETIDE_DATA");
    if (named != null && Files.exists(Path.of(named).resolve(name).normalize())) {
      return Path.of(named).resolve(name).normalize();
    }
    for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      Path candidate = dir.resolve("../shared/data").resolve(name).normalize();
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** The lines of a text file, unpacked if its name ends in gz. */
  public static List<String> lines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw,
                    StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
