package io.foretide.app.cli;

import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone when it is closed, with all that was put into it. */
record ScratchFolder(Path path) implements AutoCloseable {
  static ScratchFolder create() throws ProviderException.Transient {
    try {
      return new ScratchFolder(Files.createTempDirectory("foretide-check"));
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "no temporary folder can be made: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws ProviderException.Transient {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepest = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepest) {
        Files.deleteIfExists(one);
      }
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "the temporary folder " + path + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
