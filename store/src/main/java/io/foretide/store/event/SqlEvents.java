package io.foretide.store.event;

import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event log in the database file. Thread-safe; adding never waits. */
public final class SqlEvents implements EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(SqlEvents.class);
  private static final int TRIES = 5;
  private final Writer writer;
  private final Readers readers;
  private final AtomicLong dropped = new AtomicLong();

  private final Feed feed;
  private volatile Consumer<Event> listener = _ -> {};

  public SqlEvents(Writer writer, Readers readers, Feed feed) {
    this.writer = writer;
    this.readers = readers;
    this.feed = feed;
    feed.follow(
        Topic.EVENT,
        (in, session) -> {
          Optional<Event> event = EventTable.find(session, in.getUnsigned());
          event.ifPresent(listener);
        });
  }

  /**
   * Sets who is told of events that other processes logged; on the writer's thread, must return at
   * once.
   */
  public void listen(Consumer<Event> whom) {
    listener = whom;
  }

  @Override
  public void append(Event event) {
    post(event, 1);
  }

  private void post(Event event, int attempt) {
    Operation<Long> operation =
        new Operation<>() {
          @Override
          public Long apply(Session session) throws SQLException {
            long id = EventTable.append(session, event);
            feed.say(Topic.EVENT, out -> out.putUnsigned(id));
            return id;
          }

          @Override
          public void lost() {
            post(event, attempt + 1);
          }
        };
    if (attempt > TRIES || !writer.post(Queue.CONTROL, "adding an event", operation)) {
      dropped.incrementAndGet();
      LOG.warn("event not stored: {} {}: {}", event.kind(), event.subject(), event.message());
    }
  }

  /** How many events could not be stored since the start. */
  public long dropped() {
    return dropped.get();
  }

  @Override
  public List<Event> list(Filter filter) {
    try {
      return readers.read("reading events", s -> list(s, filter));
    } catch (ProviderException e) {
      LOG.warn("events cannot be read: {}", e.getMessage());
      return List.of();
    }
  }

  private static List<Event> list(Session session, Filter f) throws SQLException {
    StringBuilder sql =
        new StringBuilder("SELECT ")
            .append(EventTable.COLUMNS)
            .append(" FROM event WHERE id < ? AND time >= ? AND time < ? AND severity >= ?");
    String kind = f.kindPrefix();
    String subject = f.subject();
    String text = f.text();
    sql.append(kind == null ? "" : " AND substr(kind, 1, length(?)) = ?");
    String about = f.isExact() ? "subject = ?" : session.engine().contains("subject");
    sql.append(subject == null ? "" : " AND " + about);
    sql.append(text == null ? "" : " AND " + session.engine().contains("message"));
    sql.append(" ORDER BY id DESC LIMIT ?");
    PreparedStatement s = session.prepare(sql.toString());
    int i = 1;
    s.setLong(i++, f.beforeId());
    s.setLong(i++, f.from());
    s.setLong(i++, f.to());
    s.setInt(i++, f.minimum().ordinal());
    if (kind != null) {
      s.setString(i++, kind);
      s.setString(i++, kind);
    }
    if (subject != null) {
      s.setString(i++, f.isExact() ? subject : subject.toLowerCase(Locale.ROOT));
    }
    if (text != null) {
      s.setString(i++, text.toLowerCase(Locale.ROOT));
    }
    s.setInt(i, f.limit());
    List<Event> out = new ArrayList<>();
    try (ResultSet r = s.executeQuery()) {
      while (r.next()) {
        out.add(EventTable.read(r));
      }
    }
    return out;
  }
}
