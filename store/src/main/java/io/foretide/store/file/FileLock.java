package io.foretide.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.foretide.store.file.DatabaseFileException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process away from a database: a lock of the operating system on a file beside it,
 * which holds the owner's process id. The lock ends with its process, however that ends.
 */
final class FileLock implements AutoCloseable {
  private final FileChannel channel;

  private FileLock(FileChannel channel) {
    this.channel = channel;
  }

  static Path fileOf(Path database) {
    return database.resolveSibling(database.getFileName() + ".lock");
  }

  static FileLock take(Path database) throws DatabaseFileException {
    Path file = fileOf(database);
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String owner = Files.readString(file, UTF_8).strip();
        channel.close();
        throw new DatabaseFileException(
            Kind.IN_USE,
            "database "
                + database
                + " is in use by process "
                + (owner.isEmpty() ? "(unknown)" : owner)
                + ": stop that process, or choose another data folder",
            null);
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
      return new FileLock(channel);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw new DatabaseFileException(
          Kind.NO_ACCESS,
          "the lock file "
              + file
              + " cannot be written ("
              + e.getMessage()
              + "): check owner and rights of the folder, the mount and the free space",
          e);
    }
  }

  private static java.nio.channels.@Nullable FileLock tryLock(FileChannel channel)
      throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This very process holds it: the same answer as for another one.
      return null;
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel, IOException first) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  /** Ends the lock. The file stays: removing it would race with a process that just opened it. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
