package io.foretide.connectors.kafka;

import io.foretide.core.connect.Verified;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.WallClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks over Kafka: live ones on one topic, backlog on another, so that a backfill delays no live
 * work. A record is acknowledged after its task's commit; a process that is lost leaves its records
 * to the others of the group. Thread-safe.
 */
final class KafkaQueue implements TaskQueue, Verified, AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final Names names;
  private final EventLog events;
  private final WallClock clock;
  private final Producer<byte[], byte[]> producer;
  private final Inbox inbox;

  KafkaQueue(KafkaSettings settings, Names names, EventLog events, WallClock clock) {
    this.settings = settings;
    this.names = names;
    this.events = events;
    this.clock = clock;
    Map<String, Object> p = new HashMap<>(settings.client());
    p.put("acks", "all");
    p.put("enable.idempotence", true);
    // Of two at a time the first may be refused by a leader that is only just becoming one; the
    // second then comes out of order, which a new topic refuses until the delivery runs out.
    p.put("max.in.flight.requests.per.connection", 1);
    p.put("linger.ms", 2);
    // Without keys a whole batch would go to one partition, and so to one executor.
    p.put("partitioner.class", RoundRobinPartitioner.class.getName());
    p.put("compression.type", "none");
    // A full buffer is told to the planner at once, which waits and sends again.
    p.put("max.block.ms", 2000);
    p.put("delivery.timeout.ms", 3 * (int) p.getOrDefault("request.timeout.ms", 10_000));
    this.producer = new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    this.inbox = new Inbox(settings, names, clock, this::dead, this::tell);
  }

  /** Asks the broker for the topics, with the queue's own credentials. */
  @Override
  public void verify() throws ProviderException {
    Map<String, Object> p = new HashMap<>(settings.client());
    try (Admin admin = Admin.create(p)) {
      var unused = admin.listTopics().names().get(15, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof SslAuthenticationException) {
        throw new ProviderException.Rejected(
            settings.shown()
                + " shows a certificate that is not trusted, or is no listener with TLS ("
                + cause.getMessage()
                + "); check ssl.ca.location and security.protocol");
      }
      if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
        throw new ProviderException.Rejected(
            settings.shown()
                + " refuses access: "
                + cause.getMessage()
                + "; check the credentials");
      }
      throw silent(cause == null ? e : cause);
    } catch (TimeoutException | KafkaException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
  }

  private ProviderException silent(Throwable e) {
    return new ProviderException.Transient(
        settings.shown() + " does not answer: " + e.getMessage(), e);
  }

  @Override
  public boolean send(Task task) {
    Optional<TaskRecord> record;
    try {
      record = settings.shared() ? names.record(task, clock.now()) : names.record(task);
    } catch (ProviderException e) {
      return false;
    }
    if (record.isEmpty()) {
      // Its model is gone; the planner will find out, nobody needs the task.
      return true;
    }
    String topic = task.lane() == Lane.LIVE ? settings.topic() : settings.backlogTopic();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, record.get().bytes()),
              (metadata, failure) -> {
                if (failure != null) {
                  // The claim's queue timeout sends the task again.
                  tell("queue.send_failed", topic + ": " + failure.getMessage());
                }
              });
      return true;
    } catch (KafkaException e) {
      tell("queue.send_failed", topic + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public @Nullable Delivery receive(long timeout) throws InterruptedException {
    return inbox.receive(timeout);
  }

  @Override
  public boolean isShared() {
    return settings.shared();
  }

  @Override
  public String notice() {
    return settings.shared()
        ? settings.shown()
            + " is shared with executors of Latigo: an interval that they take counts as handed"
            + " off, and that it is predicted is best effort"
        : "";
  }

  @Override
  public int waiting() {
    return inbox.waiting();
  }

  @Override
  public boolean outlives() {
    return true;
  }

  /** Puts a record aside that nobody can read, with the reason. */
  private void dead(byte[] value, String reason) {
    tell("queue.poison", "a record is no task and was put aside: " + reason);
    if (!settings.deadTopic().isEmpty()) {
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(settings.deadTopic(), value);
      record.headers().add("reason", reason.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure != null) {
                  tell("queue.send_failed", settings.deadTopic() + ": " + failure.getMessage());
                }
              });
    }
  }

  private void tell(String kind, String message) {
    events.append(
        Event.of(clock.now(), Severity.WARNING, kind, "", settings.shown() + ": " + message));
  }

  /** Leaves the group and commits what was acknowledged; what was not goes to the others. */
  @Override
  public void close() {
    inbox.close();
    producer.close(CLOSING);
  }
}
