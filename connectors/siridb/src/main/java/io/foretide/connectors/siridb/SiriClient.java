package io.foretide.connectors.siridb;

import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.QpackWriter;
import io.foretide.connectors.qpack.Token;
import io.foretide.core.error.ProviderException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a SiriDB database. One connection serves all callers; it is made when it is needed, and
 * after a fault the next server is tried. Thread-safe. Nothing is asked twice here: the executor
 * puts a task off by itself.
 */
final class SiriClient implements AutoCloseable {
  private static final int MOST_QUERY = 65_535;

  private final SiriAccess access;
  private @Nullable SiriConnection connection;
  private int server;
  private boolean closed;

  SiriClient(SiriAccess access) {
    this.access = access;
  }

  SiriAccess access() {
    return access;
  }

  /** The answer of a query. */
  QpackReader query(String query) throws ProviderException {
    if (query.length() > MOST_QUERY / 2) {
      throw new ProviderException.Rejected(
          access.shown() + ": a query of " + query.length() + " signs is too long for SiriDB");
    }
    byte[] body = new QpackWriter().array(2).text(query).nothing().endArray(2).bytes();
    return new QpackReader(ask(Package.QUERY, body, "the query " + cut(query)).body());
  }

  /** Writes points; the body is a map from name to points. */
  void insert(byte[] body) throws ProviderException {
    var unused = ask(Package.INSERT, body, "an insert");
  }

  private Package ask(int type, byte[] body, String what) throws ProviderException {
    try {
      SiriConnection c = connected();
      Package answer = c.ask(type, body, access.timeout());
      if (answer.type() == type) {
        return answer;
      }
      throw refused(answer, what, c);
    } catch (IOException e) {
      drop();
      throw new ProviderException.Transient(
          access.shown() + " did not answer " + what + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException.Transient("interrupted while waiting for " + access.shown(), e);
    }
  }

  private synchronized SiriConnection connected()
      throws ProviderException, IOException, InterruptedException {
    if (closed) {
      throw new IOException("the client is closed");
    }
    SiriConnection c = connection;
    if (c != null && c.isOpen()) {
      return c;
    }
    IOException last = new IOException("no server is named");
    for (int i = 0; i < access.servers().size(); i++) {
      Address address = access.servers().get(server % access.servers().size());
      try {
        SiriConnection fresh = SiriConnection.open(address, access.timeout());
        authenticate(fresh);
        connection = fresh;
        return fresh;
      } catch (IOException e) {
        last = new IOException(address + ": " + e.getMessage(), e);
        server++;
      }
    }
    throw last;
  }

  private void authenticate(SiriConnection fresh)
      throws ProviderException, IOException, InterruptedException {
    byte[] body =
        new QpackWriter()
            .array(3)
            .text(access.user())
            .text(access.password().reveal())
            .text(access.database())
            .endArray(3)
            .bytes();
    boolean welcome = false;
    try {
      Package answer = fresh.ask(Package.AUTH, body, access.timeout());
      if (answer.type() != Package.WELCOME) {
        throw refused(answer, "the log-in of user '" + access.user() + "'", fresh);
      }
      welcome = true;
    } finally {
      if (!welcome) {
        fresh.close();
      }
    }
  }

  private ProviderException refused(Package answer, String what, SiriConnection from) {
    String head = access.shown() + " refused " + what + ": ";
    String words = words(answer);
    return switch (answer.type()) {
      case Package.BAD_CREDENTIALS ->
          new ProviderException.Rejected(head + "user or password is wrong; check both");
      case Package.UNKNOWN_DATABASE ->
          new ProviderException.Rejected(head + "there is no such database; check its name");
      case Package.ACCESS_ERROR ->
          new ProviderException.Rejected(head + words + "; grant the user what it needs");
      case Package.QUERY_ERROR, Package.INSERT_ERROR, Package.ERROR ->
          new ProviderException.Rejected(head + words);
      case Package.SERVER_ERROR, Package.NOT_AUTHENTICATED -> {
        // Another server may do better; this connection is of no more use.
        drop(from);
        yield new ProviderException.Transient(head + words, null);
      }
      default -> new ProviderException.Transient(head + words, null);
    };
  }

  private static String words(Package answer) {
    try {
      QpackReader reader = new QpackReader(answer.body());
      if (reader.next() == Token.MAP
          && reader.next() == Token.RAW
          && reader.text().equals("error_msg")
          && reader.next() == Token.RAW) {
        return reader.text();
      }
    } catch (QpackException e) {
      return "an answer of type " + answer.type() + " that cannot be read";
    }
    return "an answer of type " + answer.type();
  }

  private synchronized void drop(SiriConnection broken) {
    if (connection == broken) {
      drop();
    }
  }

  private synchronized void drop() {
    SiriConnection c = connection;
    connection = null;
    server++;
    if (c != null) {
      c.close();
    }
  }

  static String cut(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }
}
