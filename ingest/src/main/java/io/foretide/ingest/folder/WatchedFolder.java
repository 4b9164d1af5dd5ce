package io.foretide.ingest.folder;

import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.PatientWriter;
import io.foretide.ingest.Repeating;
import io.foretide.ingest.csv.CsvFormatException;
import io.foretide.ingest.csv.CsvImport;
import io.foretide.ingest.csv.CsvOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the CSV files of a folder (.csv, .tsv, .txt, also with .gz; names with a leading dot are
 * left alone). A file is read once its size and time have not changed between two looks, and then
 * moved to {@code done/}; one that changed meanwhile stays and is read on. Refused lines go to
 * {@code rejects/}, and so does a file that cannot be understood at all. Not thread-safe: either
 * {@link #start} it or call {@link #look}.
 */
public final class WatchedFolder {
  private static final List<String> ENDINGS = List.of(".csv", ".tsv", ".txt");

  private final Path folder;
  private final CsvOptions options;
  private final CsvImport imports;
  private final FolderListener listener;
  private Map<Path, Seen> seen = new HashMap<>();

  private record Seen(long size, long modified, @Nullable String failure) {
    boolean sameFile(Seen other) {
      return size == other.size && modified == other.modified;
    }
  }

  /**
   * @param records folder for the records of how far files were read
   */
  public WatchedFolder(
      Path folder,
      CsvOptions options,
      PatientWriter writer,
      WallClock clock,
      Limits limits,
      Path records,
      FolderListener listener) {
    this.folder = folder;
    this.options = options;
    this.imports = new CsvImport(writer, clock, limits, records, folder.resolve("rejects"));
    this.listener = listener;
  }

  /**
   * Looks again and again until the result is closed.
   *
   * @param interval nanoseconds between two looks
   */
  public Repeating start(long interval) {
    return new Repeating("folder " + folder.getFileName(), interval, this::look);
  }

  /** Looks once and reads what is ready, oldest name first. */
  public void look() throws InterruptedException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(WatchedFolder::wanted).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      fail(folder, "folder " + folder + " cannot be read: " + e.getMessage(), new Seen(0, 0, null));
      return;
    }
    Map<Path, Seen> before = seen;
    seen = new HashMap<>();
    for (Path file : files) {
      Seen known = before.get(file);
      Seen now = see(file);
      if (now == null) {
        continue;
      }
      boolean stable = known != null && known.sameFile(now);
      seen.put(file, stable && known != null ? known : now);
      if (stable) {
        take(file, now);
      }
    }
  }

  private static boolean wanted(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return !name.startsWith(".")
        && ENDINGS.stream().anyMatch(bare::endsWith)
        && Files.isRegularFile(file);
  }

  private static @Nullable Seen see(Path file) {
    try {
      return new Seen(Files.size(file), Files.getLastModifiedTime(file).toMillis(), null);
    } catch (IOException e) {
      // Taken away between listing and looking.
      return null;
    }
  }

  private void take(Path file, Seen at) throws InterruptedException {
    try {
      IngestReport report = imports.run(file, options, progress -> {});
      Seen after = see(file);
      if (after != null && after.sameFile(at)) {
        move(file, "done");
      }
      listener.taken(file, report);
    } catch (CsvFormatException e) {
      String to = "";
      try {
        to = "; it was moved to " + move(file, "rejects");
      } catch (IOException moving) {
        e.addSuppressed(moving);
      }
      fail(file, "file " + file + " was not read: " + e.getMessage() + to, at);
    } catch (NoSuchFileException e) {
      seen.remove(file);
    } catch (IOException | UncheckedIOException e) {
      fail(file, "file " + file + " could not be read to its end: " + e.getMessage(), at);
    }
  }

  private Path move(Path file, String to) throws IOException {
    Path target = Files.createDirectories(folder.resolve(to));
    String name = String.valueOf(file.getFileName());
    Path free = target.resolve(name);
    for (int n = 1; Files.exists(free); n++) {
      free = target.resolve(name + "." + n);
    }
    Files.move(file, free);
    imports.forget(file);
    seen.remove(file);
    return free;
  }

  private void fail(Path file, String message, Seen at) {
    Seen known = seen.get(file);
    if (known == null || !message.equals(known.failure)) {
      listener.failed(file, message);
    }
    seen.put(file, new Seen(at.size, at.modified, message));
  }
}
