package io.foretide.hub.stream;

import io.foretide.core.engine.Change;
import io.foretide.core.engine.Engine;
import io.foretide.core.time.WallClock;
import io.foretide.hub.http.Answer;
import io.foretide.hub.http.Param;
import io.foretide.hub.http.Request;
import io.foretide.hub.http.Route;
import io.foretide.hub.status.StatusJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/stream}: live updates as server-sent events. Thread-safe. */
public final class StreamRoutes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRoutes.class);

  private final StatusBoard board;
  private final WallClock clock;
  private final Set<Mailbox> mailboxes = ConcurrentHashMap.newKeySet();
  private final AutoCloseable subscription;
  private volatile boolean closed;

  public StreamRoutes(StatusJson status, Engine engine, WallClock clock) {
    this.board = new StatusBoard(status, clock);
    this.clock = clock;
    this.subscription = engine.subscribe(this::changed);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
                "/api/v1/stream",
                "Server-sent events: status, intervals, model, event, reset.",
                "text/event-stream",
                this::open)
            .with(Param.text("models", "Only changes of these models, comma-separated."))
            .in(Route.Lane.LIVE));
  }

  /** How many clients listen. */
  public int clients() {
    return mailboxes.size();
  }

  private void changed(Change change) {
    for (Mailbox mail : mailboxes) {
      mail.put(change);
    }
  }

  private Answer open(Request request) {
    Set<String> wanted = new HashSet<>(request.query().list("models"));
    return Answer.live("text/event-stream", out -> serve(out, wanted))
        .header("X-Accel-Buffering", "no");
  }

  private void serve(OutputStream out, Set<String> wanted) throws IOException {
    Mailbox mail = new Mailbox(wanted);
    Client client = new Client(mail, board, clock);
    mailboxes.add(mail);
    try {
      if (closed) {
        mail.close();
      }
      client.run(out);
    } finally {
      mailboxes.remove(mail);
    }
  }

  @Override
  public void close() {
    closed = true;
    mailboxes.forEach(Mailbox::close);
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("live updates did not end cleanly: {}", e.toString());
    }
  }
}
