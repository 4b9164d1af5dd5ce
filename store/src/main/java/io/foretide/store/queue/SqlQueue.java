package io.foretide.store.queue;

import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.store.sql.Session;
import io.foretide.store.write.Operation;
import io.foretide.store.write.Queue;
import io.foretide.store.write.Writer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks as rows of the shared schema. Whoever takes one hides it for a while ({@code FOR UPDATE
 * SKIP LOCKED}: takers do not wait for each other); one that is not acknowledged in that time is
 * delivered again. Live tasks and backlog are apart, as in the queue in memory. Thread-safe.
 *
 * <p>Only a doorbell: a row that is lost is made up for by its claim.
 */
public final class SqlQueue implements TaskQueue, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlQueue.class);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  /** Taken at once from a lane: few, so that others find work too. */
  private static final int AT_ONCE = 8;

  /** After this many live tasks in a row a waiting backlog task goes first. */
  private static final int LIVE_IN_A_ROW = 9;

  private final Writer writer;
  private final Session session;
  private final int capacity;
  private final long leaseMillis;
  private final ConcurrentLinkedQueue<Task> outgoing = new ConcurrentLinkedQueue<>();
  private final AtomicInteger leaving = new AtomicInteger();
  private final AtomicBoolean sending = new AtomicBoolean();
  private final ConcurrentLinkedQueue<Long> done = new ConcurrentLinkedQueue<>();

  /** Guards the session and what was taken. */
  private final ReentrantLock lock = new ReentrantLock();

  private final ArrayDeque<Row> live = new ArrayDeque<>();
  private final ArrayDeque<Row> backlog = new ArrayDeque<>();
  private int liveInARow;
  private boolean troubled;

  /** A taken task. */
  record Row(long id, Task task) {}

  /**
   * @param session given away, for taking and acknowledging
   * @param capacity most tasks of this process that wait to be written
   * @param leaseMillis how long a taken task is hidden from others
   */
  public SqlQueue(Writer writer, Session session, int capacity, long leaseMillis) {
    this.writer = writer;
    this.session = session;
    this.capacity = capacity;
    this.leaseMillis = leaseMillis;
  }

  @Override
  public boolean send(Task task) {
    if (leaving.incrementAndGet() > capacity) {
      leaving.decrementAndGet();
      return false;
    }
    outgoing.add(task);
    if (sending.compareAndSet(false, true)
        && !writer.post(Queue.CONTROL, "sending tasks", new Sending())) {
      // The next task, or the claim's own time limit, makes up for it.
      sending.set(false);
    }
    return true;
  }

  /** Writes all tasks that wait at the time. */
  private final class Sending implements Operation<Integer> {
    private final List<Task> tasks = new ArrayList<>();

    @Override
    public Integer apply(Session writing) throws SQLException {
      sending.set(false);
      for (Task t = outgoing.poll(); t != null; t = outgoing.poll()) {
        tasks.add(t);
      }
      QueueRows.put(writing, tasks);
      return tasks.size();
    }

    @Override
    public void durable(Integer n) {
      leaving.addAndGet(-n);
    }

    @Override
    public void lost() {
      sending.set(false);
      outgoing.addAll(tasks);
    }
  }

  @Override
  public @Nullable Delivery receive(long timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout;
    while (true) {
      Row row = next();
      if (row != null) {
        return new Taken(row);
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, POLL_NANOS));
    }
  }

  private @Nullable Row next() {
    lock.lock();
    try {
      forgetDone();
      if (live.isEmpty()) {
        live.addAll(QueueRows.take(session, true, AT_ONCE, leaseMillis));
      }
      if (backlog.isEmpty() && (live.isEmpty() || liveInARow >= LIVE_IN_A_ROW)) {
        backlog.addAll(QueueRows.take(session, false, AT_ONCE, leaseMillis));
      }
      troubled = false;
    } catch (SQLException e) {
      if (!troubled) {
        LOG.warn("tasks are taken again once the database answers: {}", e.getMessage());
        troubled = true;
      }
      reset();
    } finally {
      lock.unlock();
    }
    return choose();
  }

  private @Nullable Row choose() {
    lock.lock();
    try {
      boolean takeLive = !live.isEmpty() && (backlog.isEmpty() || liveInARow < LIVE_IN_A_ROW);
      liveInARow = takeLive ? liveInARow + 1 : 0;
      return takeLive ? live.poll() : backlog.poll();
    } finally {
      lock.unlock();
    }
  }

  private void reset() {
    try {
      session.reset();
    } catch (SQLException e) {
      LOG.debug("statements of a lost connection: {}", e.getMessage());
    }
  }

  private void forgetDone() throws SQLException {
    List<Long> ids = new ArrayList<>();
    for (Long id = done.poll(); id != null; id = done.poll()) {
      ids.add(id);
    }
    boolean gone = false;
    try {
      QueueRows.remove(session, ids);
      gone = true;
    } finally {
      if (!gone) {
        done.addAll(ids);
      }
    }
  }

  @Override
  public int waiting() {
    lock.lock();
    try {
      return (int) session.number("SELECT count(*) FROM queued_task");
    } catch (SQLException e) {
      reset();
      return -1;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean outlives() {
    return true;
  }

  /** What was taken and not begun is left to the others at once. */
  @Override
  public void close() {
    lock.lock();
    try {
      forgetDone();
      List<Long> back = new ArrayList<>();
      live.forEach(r -> back.add(r.id()));
      backlog.forEach(r -> back.add(r.id()));
      QueueRows.giveBack(session, back);
      session.close();
    } catch (SQLException e) {
      LOG.debug("tasks that were not begun are found by others later: {}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  /** Acknowledging is written with the next look for tasks. */
  private final class Taken implements Delivery {
    private final Row row;

    Taken(Row row) {
      this.row = row;
    }

    @Override
    public Task task() {
      return row.task();
    }

    @Override
    public void acknowledge() {
      done.add(row.id());
    }
  }

  static boolean isLive(Task task) {
    return task.lane() == Lane.LIVE;
  }
}
