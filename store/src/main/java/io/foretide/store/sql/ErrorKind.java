package io.foretide.store.sql;

/** What an error of a database engine means. */
enum ErrorKind {
  /** No room on the disk. */
  FULL,
  /** The disk does not read or write. */
  DISK,
  /** Rights, or a read-only place. */
  NO_ACCESS,
  /** Another program holds it. */
  BUSY,
  /** The server is away or going away. */
  CONNECTION,
  /** Memory, a deadlock, an interruption: again. */
  PASSING,
  DAMAGED,
  /** A constraint or a limit. */
  REFUSED,
  OTHER;

  /** Whether the engine may have rolled the whole transaction back by itself. */
  boolean endsTransaction() {
    return this != REFUSED && this != OTHER;
  }
}
