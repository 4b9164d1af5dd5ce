package io.foretide.store.file;

import io.foretide.store.file.DatabaseFileException.Kind;
import io.foretide.store.sql.Session;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Copies of a database: backups of an open one, and the way back. */
public final class Copies {
  private Copies() {}

  /**
   * Writes a compact copy of the present state while work goes on.
   *
   * @param session of the open database, used for nothing else meanwhile
   * @param target a file that does not exist yet
   */
  public static void backup(Session session, Path source, Path target)
      throws DatabaseFileException {
    Path copy = target.toAbsolutePath().normalize();
    if (Files.exists(copy)) {
      throw new DatabaseFileException(
          Kind.NO_ACCESS, "backup file " + copy + " exists already: choose another name", null);
    }
    Path part = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      Files.createDirectories(copy.toAbsolutePath().getParent());
      Files.deleteIfExists(part);
      PreparedStatement s = session.prepare("VACUUM INTO ?");
      s.setString(1, part.toString());
      s.execute();
      sync(part);
      Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException | IOException e) {
      remove(part, e);
      throw new DatabaseFileException(
          Kind.NO_ACCESS,
          "database "
              + source
              + " cannot be copied to "
              + copy
              + " ("
              + e.getMessage()
              + "): check the free space and the rights of the folder",
          e);
    }
  }

  /**
   * Puts a backup in the place of a database that no process has open. The database is kept beside
   * it under another name.
   *
   * @param suffix of the name under which the replaced database is kept
   * @return that name; the path itself if there was nothing to replace
   */
  public static Path restore(Path backup, Path target, String suffix) throws DatabaseFileException {
    Path file = target.toAbsolutePath().normalize();
    Path source = backup.toAbsolutePath().normalize();
    if (!Header.check(source)) {
      throw new DatabaseFileException(
          Kind.MISSING, "backup " + source + " does not exist or is empty: check the path", null);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      FileLock lock = FileLock.take(file);
      try {
        Files.deleteIfExists(part);
        validate(source, part);
        sync(part);
        Path aside = file.resolveSibling(file.getFileName() + suffix);
        boolean replaced = Files.exists(file);
        if (replaced) {
          move(file, aside, "-wal");
          move(file, aside, "-shm");
          move(file, aside, "");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return replaced ? aside : file;
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      remove(part, e);
      throw Header.noAccess(file, e);
    }
  }

  private static void move(Path file, Path aside, String suffix) throws IOException {
    Path from = file.resolveSibling(file.getFileName() + suffix);
    if (Files.exists(from)) {
      Files.move(from, aside.resolveSibling(aside.getFileName() + suffix));
    }
  }

  /** Checks a backup whole and copies it. */
  private static void validate(Path source, Path part) throws DatabaseFileException {
    try (Session session = Database.look(source)) {
      if ((int) session.number("PRAGMA application_id") != Header.APPLICATION_ID) {
        throw Header.foreign(source);
      }
      Schema.refuseNewer(source, Schema.version(session));
      String found = session.text("PRAGMA integrity_check(1)");
      if (!found.equals("ok")) {
        throw Health.damaged(source, found, null);
      }
      PreparedStatement s = session.prepare("VACUUM INTO ?");
      s.setString(1, part.toString());
      s.execute();
    } catch (SQLException e) {
      throw Health.explain(source, e);
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void remove(Path part, Exception first) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }
}
