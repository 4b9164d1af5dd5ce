package io.foretide.store.process;

import io.foretide.core.error.ProviderException;
import io.foretide.core.process.Identity;
import io.foretide.core.process.Load;
import io.foretide.core.process.News;
import io.foretide.core.process.Peers;
import io.foretide.core.process.ProcessStatus;
import io.foretide.core.process.Role;
import io.foretide.core.schedule.Release;
import io.foretide.core.task.Task;
import io.foretide.core.training.TrainingReport;
import io.foretide.store.claim.SqlClaims;
import io.foretide.store.sql.Readers;
import io.foretide.store.sql.Session;
import io.foretide.store.turn.Feed;
import io.foretide.store.turn.Topic;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that share a schema. Each says once a second that it lives; of those that may plan
 * one has the lead, a row with a number and an end that it moves on as long as it lives. All times
 * are the server's. A process that lost the lead without knowing finds the row changed in the very
 * transaction in which it would write a claim. Thread-safe.
 */
public final class SqlPeers implements Peers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlPeers.class);
  private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int FORGET_EVERY = 600;

  private final Identity me;
  private final Supplier<Load> load;
  private final Writer writer;
  private final Readers readers;
  private final SqlClaims claims;
  private final Feed feed;
  private final NewsFeed news;
  private final Thread heart;
  private final AtomicBoolean telling = new AtomicBoolean();
  private volatile boolean open = true;
  private volatile boolean ready;
  private volatile Lead lead = new Lead(0, 0);
  private int beats;

  /**
   * @param epoch number of the lead; 0 for none
   * @param ends by the machine's monotonic clock
   */
  private record Lead(long epoch, long ends) {}

  /** Who a process is, and how busy it is. */
  public record Member(Identity identity, Supplier<Load> load) {}

  public SqlPeers(
      Member member, Writer writer, Readers readers, SqlClaims claims, Feed feed, NewsFeed news) {
    this.me = member.identity();
    this.load = member.load();
    this.writer = writer;
    this.readers = readers;
    this.claims = claims;
    this.feed = feed;
    this.news = news;
    this.heart = Thread.ofPlatform().name("foretide-presence").daemon().unstarted(this::beats);
  }

  /**
   * Says that this process is here, and goes on saying so.
   *
   * @throws ProviderException if the store does not answer
   */
  public void start() throws ProviderException {
    claims.granting(session -> {
      long epoch = lead.epoch();
      return epoch > 0 && ProcessRows.leads(session, me.name(), epoch);
    });
    beat();
    heart.start();
  }

  private void beats() {
    while (open) {
      LockSupport.parkNanos(BEAT_NANOS);
      try {
        if (open) {
          beat();
        }
      } catch (ProviderException e) {
        LOG.debug("this process is silent for now: {}", e.getMessage());
      }
    }
  }

  /** One sign of life; from tests too. */
  void beat() throws ProviderException {
    writer.submit(Queue.CONTROL, "saying that this process lives", new Beat());
  }

  private final class Beat implements Operation<Long> {
    private final long begun = System.nanoTime();

    @Override
    public Long apply(Session session) throws SQLException {
      long now = ProcessRows.now(session);
      ProcessRows.seen(session, me, load.get(), now);
      if (beats++ % FORGET_EVERY == 0) {
        ProcessRows.forgetOld(session, now);
      }
      long epoch = ready && me.roles().contains(Role.SCHEDULER) ? lead(session, now) : 0;
      Set<String> alive = ProcessRows.alive(session, now);
      if (epoch > 0) {
        claims.judge(alive::contains);
      }
      return epoch;
    }

    private long lead(Session session, long now) throws SQLException {
      long until = now + ProcessRows.SILENT_MILLIS;
      long epoch = lead.epoch();
      return epoch > 0 && ProcessRows.keepLead(session, me.name(), epoch, until)
          ? epoch
          : ProcessRows.takeLead(session, me.name(), now, until);
    }

    @Override
    public void durable(Long epoch) {
      if (epoch > 0 && epoch != lead.epoch()) {
        LOG.info("this process plans now (epoch {})", epoch);
      } else if (epoch == 0 && lead.epoch() > 0) {
        LOG.warn("another process plans now; this one follows");
      }
      long ends = begun + TimeUnit.MILLISECONDS.toNanos(ProcessRows.SILENT_MILLIS);
      lead = new Lead(epoch, ends);
    }
  }

  @Override
  public void begin() throws ProviderException {
    ready = true;
    beat();
  }

  @Override
  public Set<Role> roles() {
    return me.roles();
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public long epoch() {
    Lead now = lead;
    return now.epoch() > 0 && System.nanoTime() - now.ends() < 0 ? now.epoch() : 0;
  }

  @Override
  public void finished(Task task, Release release) {
    feed.post(Topic.FINISHED, out -> NewsCodec.put(out, task, release));
    tell();
  }

  @Override
  public void finished(Task task, TrainingReport report) {
    feed.post(Topic.LOOKED, out -> NewsCodec.put(out, task, report));
    tell();
  }

  /** What was posted goes with the next transaction; this makes sure that there is one. */
  private void tell() {
    if (telling.compareAndSet(false, true)) {
      boolean taken =
          writer.post(
              Queue.CONTROL,
              "telling other processes",
              new Operation<Boolean>() {
                @Override
                public Boolean apply(Session session) {
                  telling.set(false);
                  return true;
                }

                @Override
                public void lost() {
                  telling.set(false);
                }
              });
      if (!taken) {
        telling.set(false);
      }
    }
  }

  @Override
  public void listen(Consumer<News> listener) {
    news.listen(listener);
  }

  @Override
  public List<ProcessStatus> processes() throws ProviderException {
    return readers.read("listing processes", ProcessRows::all);
  }

  /** Leaves at once, so that others need not wait until this process is missed. */
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(heart);
    try {
      writer.submit(
          Queue.CONTROL,
          "leaving",
          session -> {
            long now = ProcessRows.now(session);
            ProcessRows.keepLead(session, me.name(), lead.epoch(), now - 1);
            ProcessRows.remove(session, me.name());
            return true;
          });
    } catch (ProviderException e) {
      LOG.debug("others find out by themselves that this process left: {}", e.getMessage());
    }
    lead = new Lead(0, 0);
  }
}
