package io.foretide.store.file;

import io.foretide.store.file.DatabaseFileException.Kind;
import io.foretide.store.sql.Engine;
import io.foretide.store.sql.Place;
import io.foretide.store.sql.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * An opened, locked, migrated database file: the way to its connections.
 *
 * <p>Write-ahead log with {@code synchronous=FULL}: what is committed survives a power cut.
 */
public final class Database implements StoreDatabase {
  private static final long SMALL = 16L << 20;
  private final Path file;
  private final FileLock lock;

  private Database(Path file, FileLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Opens a file for this process alone; makes it if it does not exist.
   *
   * @throws DatabaseFileException if it cannot be used
   */
  public static Database open(Path path) throws DatabaseFileException {
    Path file = path.toAbsolutePath().normalize();
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
    } catch (IOException e) {
      throw Header.noAccess(file, e);
    }
    boolean exists = Header.check(file);
    FileLock lock = FileLock.take(file);
    Database database = new Database(file, lock);
    boolean ready = false;
    try {
      database.prepare(exists);
      ready = true;
      return database;
    } finally {
      if (!ready) {
        database.close();
      }
    }
  }

  private void prepare(boolean exists) throws DatabaseFileException {
    if (exists && !Files.isWritable(file)) {
      throw new DatabaseFileException(
          Kind.NO_ACCESS,
          "database "
              + file
              + " is read-only: check its owner and rights, or that its disk is mounted for"
              + " writing",
          null);
    }
    try {
      if (exists) {
        refuseForeign();
      }
      open();
    } catch (SQLException e) {
      throw Health.explain(file, e);
    }
  }

  /** Looks before the settings of a connection change the file. */
  private void refuseForeign() throws SQLException, DatabaseFileException {
    try (Session session = look(file)) {
      if (session.number("PRAGMA application_id") == 0
          && session.number("SELECT count(*) FROM sqlite_schema") > 0) {
        throw Header.foreign(file);
      }
    }
  }

  private void open() throws SQLException, DatabaseFileException {
    try (Session session = connect(false)) {
      int application = (int) session.number("PRAGMA application_id");
      int version = Schema.version(session);
      if (application != Header.APPLICATION_ID) {
        if (application != 0 || session.number("SELECT count(*) FROM sqlite_schema") > 0) {
          throw Header.foreign(file);
        }
        session.execute("PRAGMA application_id = " + Header.APPLICATION_ID);
      }
      Schema.refuseNewer(file, version);
      if (version > 0) {
        quickCheck(session, version);
      }
      if (version == 0) {
        FreshTables.make(session, Schema.SCRIPTS);
      } else if (version < Schema.VERSION) {
        Schema.migrate(file, url());
      }
    }
  }

  /** Small files are checked whole, of large ones every table's first and last page. */
  private void quickCheck(Session session, int version) throws SQLException, DatabaseFileException {
    if (sizeOf(file, Long.MAX_VALUE) <= SMALL) {
      String found = session.text("PRAGMA quick_check(1)");
      if (!found.equals("ok")) {
        throw Health.damaged(file, found, null);
      }
      return;
    }
    for (String table : Health.tables(version)) {
      session.number("SELECT count(*) FROM (SELECT 1 FROM " + table + " LIMIT 1)");
    }
  }

  private static long sizeOf(Path file, long otherwise) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return otherwise;
    }
  }

  public Path file() {
    return file;
  }

  @Override
  public Place place() {
    return new Place(file.toString(), Engine.SQLITE);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  private String url() {
    return JDBC.PREFIX + file;
  }

  @Override
  public Session connect(boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(5_000);
    if (readOnly) {
      config.setReadOnly(true);
      config.setCacheSize(-4_000);
    } else {
      config.setJournalMode(JournalMode.WAL);
      config.setSynchronous(SynchronousMode.FULL);
      config.setCacheSize(-16_000);
    }
    Session session = new Session(Engine.SQLITE, () -> config.createConnection(url()));
    if (!readOnly) {
      session.execute("PRAGMA wal_autocheckpoint = 4000");
      session.execute("PRAGMA journal_size_limit = 67108864");
    }
    return session;
  }

  /** Looks into a file as it is, without lock, migration or change. */
  public static Session look(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5_000);
    return new Session(Engine.SQLITE, () -> config.createConnection(JDBC.PREFIX + file));
  }

  /** What is to be found out about a file. */
  public interface Inspection<T> {
    T of(Session session) throws SQLException;
  }

  /** Finds something out about a file of ours, even if it is damaged. */
  public static <T> T inspect(Path path, Inspection<T> inspection) throws DatabaseFileException {
    Path file = path.toAbsolutePath().normalize();
    if (!Header.check(file)) {
      throw new DatabaseFileException(
          Kind.MISSING, "database " + file + " does not exist or is empty: check the path", null);
    }
    try (Session session = look(file)) {
      if ((int) session.number("PRAGMA application_id") != Header.APPLICATION_ID) {
        throw Header.foreign(file);
      }
      Schema.refuseNewer(file, Schema.version(session));
      return inspection.of(session);
    } catch (SQLException e) {
      throw Health.explain(file, e);
    }
  }

  /** The version of the tables of an SQLite file. */
  public static int versionOf(Session session) throws SQLException {
    return Schema.version(session);
  }

  @Override
  public int version(Session session) throws SQLException {
    return versionOf(session);
  }

  /** The room that a file takes. */
  public static Sizes sizes(Session session, Path file) throws SQLException {
    return new Sizes(
        sizeOf(file, -1),
        sizeOf(file.resolveSibling(file.getFileName() + "-wal"), 0),
        session.number("PRAGMA freelist_count") * session.number("PRAGMA page_size"));
  }

  @Override
  public Sizes sizes(Session session) throws SQLException {
    return sizes(session, file);
  }

  @Override
  public void backup(Session session, Path target) throws DatabaseFileException {
    Copies.backup(session, file, target);
  }

  /** The newest version that this program brings along. */
  public static int newestVersion() {
    return Schema.VERSION;
  }

  /** All tables of a schema version. */
  public static List<String> tables(int version) {
    return Health.tables(version);
  }

  @Override
  public DatabaseFileException explain(Exception e) {
    return e instanceof SQLException sql
        ? Health.explain(file, sql)
        : Health.damaged(file, String.valueOf(e.getMessage()), e);
  }

  /** Ends the lock; all connections must be closed before. */
  @Override
  public void close() throws DatabaseFileException {
    try {
      lock.close();
    } catch (IOException e) {
      throw Header.noAccess(file, e);
    }
  }
}
