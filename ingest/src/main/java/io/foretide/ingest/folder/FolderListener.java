package io.foretide.ingest.folder;

import io.foretide.ingest.IngestReport;
import java.nio.file.Path;

/** Is told what a watched folder does, on its thread. */
public interface FolderListener {
  /** A file was read up to its present end. */
  void taken(Path file, IngestReport report);

  /**
   * A file could not be read. Said once until the file or the message changes.
   *
   * @param message why, and what to do
   */
  void failed(Path file, String message);
}
