package io.foretide.store.file;

/**
 * Room that a database takes.
 *
 * @param bytes of the database
 * @param logBytes of the write-ahead log beside it; 0 where the server keeps it
 * @param freeBytes inside the database, for reuse; 0 where it is not known
 */
public record Sizes(long bytes, long logBytes, long freeBytes) {}
