package io.foretide.app.serve;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the database. */
final class DataFolder {
  private DataFolder() {}

  /** Makes it if needed. */
  static void prepare(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "store.folder " + folder + " is a file: expected a folder, or a name that is free", e);
    } catch (IOException e) {
      throw new IOException(
          "store.folder "
              + folder
              + " cannot be made ("
              + e.getMessage()
              + "): check the rights of its parent, or choose another with --data-dir",
          e);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException(
          "store.folder "
              + folder
              + " cannot be written: check its owner and rights, or choose another with --data-dir");
    }
  }
}
