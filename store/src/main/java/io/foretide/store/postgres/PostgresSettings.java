package io.foretide.store.postgres;

import io.foretide.core.settings.Secret;

/**
 * How to reach a PostgreSQL database.
 *
 * @param host name or address of the server
 * @param port of the server
 * @param database its name
 * @param schema in which the tables are; made where it does not exist
 * @param user who may make tables in it
 * @param password of the user; may be empty
 * @param tls whether the connection must be encrypted and the server's certificate be right
 */
public record PostgresSettings(
    String host,
    int port,
    String database,
    String schema,
    String user,
    Secret password,
    boolean tls) {
  /** For people: no user, no password. */
  String shown() {
    return "postgresql://" + host + ":" + port + "/" + database + " (schema " + schema + ")";
  }

  String url() {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }
}
