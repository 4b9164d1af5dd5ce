package io.foretide.store.sql;

/**
 * Where a database is.
 *
 * @param shown for messages: a path, or the server's address without secrets
 * @param engine its engine
 */
public record Place(String shown, Engine engine) {
  @Override
  public String toString() {
    return shown;
  }
}
