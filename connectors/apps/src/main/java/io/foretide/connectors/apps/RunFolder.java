package io.foretide.connectors.apps;

import io.foretide.core.error.ProviderException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run: {@code in/interval.json} and {@code in/frame.ndjson} for the app, {@code
 * out/frame.ndjson} from it. Removed at the end.
 */
final class RunFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
  private static final long MOST_BYTES = 256L << 20;
  private static final String FRAME = "frame.ndjson";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes a folder and fills {@code in}.
   *
   * @param runs the folder of all runs; made if it is not there
   * @param open whether other users may enter it, as those in a container must
   */
  static RunFolder fill(Path runs, Job job, boolean open) throws ProviderException.Transient {
    try {
      Files.createDirectories(runs);
      RunFolder out = new RunFolder(Files.createTempDirectory(runs, "run-"));
      Files.createDirectory(out.in());
      Files.createDirectory(out.out());
      try (OutputStream to = stream(out.in().resolve("interval.json"))) {
        FrameText.facts(job, to);
      }
      try (OutputStream to = stream(out.in().resolve(FRAME))) {
        FrameText.rows(job, to);
      }
      if (open && Files.getFileStore(out.folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(out.in(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(out.out(), PosixFilePermissions.fromString("rwxrwxrwx"));
      }
      return out;
    } catch (IOException e) {
      throw new ProviderException.Transient(
          "the run's folder in " + runs + " cannot be made: " + e.getMessage(), e);
    }
  }

  /** Removes what a process that was killed left behind. */
  static void sweep(Path runs) {
    if (Files.isDirectory(runs)) {
      try (Stream<Path> all = Files.list(runs)) {
        all.forEach(RunFolder::remove);
      } catch (IOException e) {
        LOG.warn("{} cannot be cleaned: {}", runs, e.getMessage());
      }
    }
  }

  Path in() {
    return folder.resolve("in");
  }

  Path out() {
    return folder.resolve("out");
  }

  Path folder() {
    return folder;
  }

  /** The unique part of the folder's name. */
  String id() {
    return folder.getFileName().toString();
  }

  /**
   * Reads what the app wrote.
   *
   * @throws ProviderException.Rejected if there is nothing, or not what was expected
   */
  AppAnswer answer(Job job, String app) throws ProviderException {
    Path file = out().resolve(FRAME);
    String source = "out/" + FRAME + " of " + app;
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ProviderException.Rejected(
            app + " succeeded without writing out/" + FRAME + ": expected rows there");
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new ProviderException.Rejected(
            source + " has " + Files.size(file) + " bytes: expected at most " + MOST_BYTES);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        return new AnswerReader(job, source).read(in);
      }
    } catch (IOException e) {
      throw new ProviderException.Transient(source + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static OutputStream stream(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.warn("{} cannot be removed: {}", folder, e.getMessage());
    }
  }

  @Override
  public void close() {
    remove(folder);
  }
}
