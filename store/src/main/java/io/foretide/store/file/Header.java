package io.foretide.store.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.foretide.store.file.DatabaseFileException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first 100 bytes of an SQLite file (SQLite file format, section 1.3), read without the engine.
 */
final class Header {
  /** "FORT": marks a database as ours. */
  static final int APPLICATION_ID = 0x464F5254;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(US_ASCII);

  private Header() {}

  /**
   * Refuses a file that is surely not ours or surely cut short.
   *
   * @return false if there is no file yet, or an empty one
   */
  static boolean check(Path file) throws DatabaseFileException {
    byte[] head = new byte[100];
    long size;
    try (InputStream in = Files.newInputStream(file)) {
      size = Files.size(file);
      int n = in.readNBytes(head, 0, head.length);
      if (n == 0) {
        return false;
      }
      if (n < head.length || !Arrays.equals(head, 0, 16, MAGIC, 0, 16)) {
        throw new DatabaseFileException(
            Kind.NOT_A_DATABASE,
            "file "
                + file
                + " is not a Foretide database: expected an SQLite file; choose another file, or"
                + " move this one away to start afresh",
            null);
      }
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      throw noAccess(file, e);
    } catch (IOException e) {
      throw noAccess(file, e);
    }
    ByteBuffer b = ByteBuffer.wrap(head);
    int application = b.getInt(68);
    if (application != APPLICATION_ID && application != 0) {
      throw foreign(file);
    }
    long page = b.getShort(16) & 0xffff;
    page = page == 1 ? 65536 : page;
    boolean counted = b.getInt(24) == b.getInt(92);
    long pages = b.getInt(28) & 0xffffffffL;
    boolean walPending = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    if (counted && pages * page > size && !walPending) {
      throw new DatabaseFileException(
          Kind.DAMAGED,
          "database "
              + file
              + " is cut short: it has "
              + size
              + " bytes, expected "
              + pages * page
              + "; restore the last backup with 'foretide db restore'",
          null);
    }
    return true;
  }

  static DatabaseFileException foreign(Path file) {
    return new DatabaseFileException(
        Kind.FOREIGN,
        "file "
            + file
            + " is a database of another application: choose another file for Foretide's data",
        null);
  }

  static DatabaseFileException noAccess(Path file, Exception e) {
    return new DatabaseFileException(
        Kind.NO_ACCESS,
        "database "
            + file
            + " cannot be opened ("
            + e.getMessage()
            + "): check that the path is a file in an existing folder, and its owner and rights",
        e);
  }
}
