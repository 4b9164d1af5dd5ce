package io.foretide.connectors.kafka;

import io.foretide.core.error.ProviderException;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue.Delivery;
import io.foretide.core.time.WallClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side: a thread of its own polls without a pause, so that a long task never costs a
 * place in the group; received tasks wait in two bounded buffers, live first. It starts with the
 * first {@link #receive}, so that a process that only sends joins no group. Thread-safe.
 */
final class Inbox implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Positions are written this often at most: what is received again runs no second time. */
  private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private static final int TOLD = 1000;
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final long PAUSE_AFTER_TROUBLE = TimeUnit.SECONDS.toNanos(1);

  private final KafkaSettings settings;
  private final Names names;
  private final WallClock clock;
  private final BiConsumer<byte[], String> dead;
  private final BiConsumer<String, String> tell;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Received> live = new ArrayDeque<>();
  private final ArrayDeque<Received> backlog = new ArrayDeque<>();
  private final Map<TopicPartition, Offsets> offsets = new HashMap<>();
  private final Set<TopicPartition> paused = new HashSet<>();

  /** Models of which it was told that a record held none of their intervals. */
  private final Set<String> told = new HashSet<>();

  /** When positions were written last; of the polling thread. */
  private long lastCommit = System.nanoTime();

  private @Nullable Thread thread;
  private volatile boolean open = true;

  Inbox(
      KafkaSettings settings,
      Names names,
      WallClock clock,
      BiConsumer<byte[], String> dead,
      BiConsumer<String, String> tell) {
    this.settings = settings;
    this.names = names;
    this.clock = clock;
    this.dead = dead;
    this.tell = tell;
  }

  /** A received task; acknowledging it after its partition went to another process does nothing. */
  private final class Received implements Delivery {
    private final Task task;
    private final Offsets from;
    private final long offset;

    Received(Task task, Offsets from, long offset) {
      this.task = task;
      this.from = from;
      this.offset = offset;
    }

    @Override
    public Task task() {
      return task;
    }

    @Override
    public void acknowledge() {
      lock.lock();
      try {
        from.acknowledged(offset);
      } finally {
        lock.unlock();
      }
    }
  }

  @Nullable Delivery receive(long timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (thread == null && open) {
        thread = Thread.ofPlatform().name("foretide-kafka").daemon().start(this::poll);
      }
      long left = timeout;
      while (live.isEmpty() && backlog.isEmpty()) {
        if (left <= 0 || !open) {
          return null;
        }
        left = arrived.awaitNanos(left);
      }
      Received next = live.isEmpty() ? backlog.remove() : live.remove();
      if (settings.autoCommit()) {
        next.from.acknowledged(next.offset);
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return live.size() + backlog.size();
    } finally {
      lock.unlock();
    }
  }

  /** A consumer that broke is replaced by a new one: the group gives its partitions back. */
  private void poll() {
    while (open) {
      try (Consumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(
            new HashSet<>(List.of(settings.topic(), settings.backlogTopic())),
            new Rebalance(consumer));
        while (open) {
          round(consumer);
        }
        commit(consumer, true);
      } catch (RuntimeException e) {
        tell.accept("queue.receive_failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        forgetAll();
        LockSupport.parkNanos(PAUSE_AFTER_TROUBLE);
      }
    }
  }

  private Map<String, Object> properties() {
    Map<String, Object> p = new HashMap<>(settings.client());
    p.put("group.id", settings.group());
    p.put("enable.auto.commit", false);
    p.put("auto.offset.reset", settings.reset());
    p.put("session.timeout.ms", settings.sessionTimeout());
    p.put("heartbeat.interval.ms", Math.max(300, settings.sessionTimeout() / 4));
    p.put("max.poll.records", Math.min(500, settings.buffer()));
    // Members of librdkafka know no cooperative protocol, and a group has one for all.
    p.put(
        "partition.assignment.strategy",
        settings.shared()
            ? RangeAssignor.class.getName()
            : CooperativeStickyAssignor.class.getName());
    p.put("metadata.max.age.ms", 10_000);
    return p;
  }

  /** What waits of a consumer that broke is received again by whoever gets its partitions. */
  private void forgetAll() {
    lock.lock();
    try {
      offsets.clear();
      paused.clear();
      live.clear();
      backlog.clear();
    } finally {
      lock.unlock();
    }
  }

  private void round(Consumer<byte[], byte[]> consumer) {
    try {
      takeAll(consumer, consumer.poll(POLL));
      balance(consumer);
      if (System.nanoTime() - lastCommit >= COMMIT_NANOS) {
        lastCommit = System.nanoTime();
        commit(consumer, false);
      }
    } catch (WakeupException e) {
      // Closing.
    } catch (KafkaException e) {
      tell.accept("queue.receive_failed", String.valueOf(e.getMessage()));
      LockSupport.parkNanos(PAUSE_AFTER_TROUBLE);
    }
  }

  /** What cannot be understood now, because the store does not answer, is received once more. */
  private void takeAll(
      Consumer<byte[], byte[]> consumer, Iterable<ConsumerRecord<byte[], byte[]>> records) {
    Map<TopicPartition, Long> again = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (!again.containsKey(partition)) {
        try {
          take(partition, record, task(record));
        } catch (ProviderException e) {
          tell.accept("queue.receive_failed", String.valueOf(e.getMessage()));
          again.put(partition, record.offset());
        }
      }
    }
    if (!again.isEmpty()) {
      again.forEach(consumer::seek);
      LockSupport.parkNanos(PAUSE_AFTER_TROUBLE);
    }
  }

  private void take(
      TopicPartition partition, ConsumerRecord<byte[], byte[]> record, @Nullable Task task) {
    lock.lock();
    try {
      Offsets at = offsets.computeIfAbsent(partition, k -> new Offsets(record.offset()));
      at.handedOut(record.offset());
      if (task == null) {
        at.acknowledged(record.offset());
        return;
      }
      (task.lane() == Lane.LIVE ? live : backlog).add(new Received(task, at, record.offset()));
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The task of a record; null if there is nothing to run. */
  private @Nullable Task task(ConsumerRecord<byte[], byte[]> record) throws ProviderException {
    try {
      TaskRecord read = TaskRecord.read(record.value());
      if (read.task().isPresent()) {
        return read.task().get();
      }
      if (!names.lives(read)) {
        dead.accept(
            record.value(), "no model is called '" + read.project() + "/" + read.model() + "'");
        return null;
      }
      Task task = names.task(read, number(record), clock.now()).orElse(null);
      if (task == null && told.size() < TOLD && told.add(read.project() + "/" + read.model())) {
        tell.accept(
            "queue.no_interval",
            "a record of '"
                + read.project()
                + "/"
                + read.model()
                + "' holds no whole interval of the model that has ended; it is not run");
      }
      return task;
    } catch (IllegalArgumentException e) {
      dead.accept(record.value(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Stands for the claim of a record that has none: below zero, the same at every delivery. */
  private static long number(ConsumerRecord<byte[], byte[]> record) {
    return -1 - (((long) record.partition() << 44) | record.offset());
  }

  /** Full buffers are no reason to leave the group: their partitions are only not read on. */
  private void balance(Consumer<byte[], byte[]> consumer) {
    boolean liveFull;
    boolean backlogFull;
    lock.lock();
    try {
      liveFull = live.size() >= settings.buffer();
      backlogFull = backlog.size() >= settings.buffer();
    } finally {
      lock.unlock();
    }
    for (TopicPartition p : consumer.assignment()) {
      boolean both = settings.topic().equals(settings.backlogTopic());
      boolean full =
          both
              ? liveFull || backlogFull
              : p.topic().equals(settings.topic()) ? liveFull : backlogFull;
      if (full && paused.add(p)) {
        consumer.pause(Set.of(p));
      } else if (!full && paused.remove(p)) {
        consumer.resume(Set.of(p));
      }
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> due(Collection<TopicPartition> of) {
    Map<TopicPartition, OffsetAndMetadata> out = new HashMap<>();
    lock.lock();
    try {
      for (TopicPartition p : of) {
        Offsets at = offsets.get(p);
        long position = at == null ? -1 : at.toCommit();
        if (position >= 0) {
          out.put(p, new OffsetAndMetadata(position));
        }
      }
    } finally {
      lock.unlock();
    }
    return out;
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> what) {
    lock.lock();
    try {
      what.forEach((p, o) -> {
        Offsets at = offsets.get(p);
        if (at != null) {
          at.committed(o.offset());
        }
      });
    } finally {
      lock.unlock();
    }
  }

  private void commit(Consumer<byte[], byte[]> consumer, boolean wait) {
    Map<TopicPartition, OffsetAndMetadata> due = due(consumer.assignment());
    if (due.isEmpty()) {
      return;
    }
    if (wait) {
      consumer.commitSync(due);
      committed(due);
    } else {
      consumer.commitAsync(
          due,
          (what, failure) -> {
            if (failure == null) {
              committed(what);
            }
          });
    }
  }

  /** Partitions come and go while others go on. */
  private final class Rebalance implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Rebalance(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> due = due(partitions);
      if (!due.isEmpty()) {
        consumer.commitSync(due);
      }
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      forget(partitions);
    }

    /** What waits here of them will be received by their new owner. */
    private void forget(Collection<TopicPartition> partitions) {
      lock.lock();
      try {
        Set<Offsets> gone = new HashSet<>();
        for (TopicPartition p : partitions) {
          paused.remove(p);
          Offsets at = offsets.remove(p);
          if (at != null) {
            gone.add(at);
          }
        }
        live.removeIf(r -> gone.contains(r.from));
        backlog.removeIf(r -> gone.contains(r.from));
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      open = false;
      arrived.signalAll();
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      try {
        if (!running.join(CLOSING)) {
          tell.accept("queue.close_failed", "the consumer did not leave its group in time");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
