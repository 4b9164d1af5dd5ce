package io.foretide.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelEdit;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.ModelStore;
import io.foretide.core.settings.Reading;
import io.foretide.core.settings.Settings;
import io.foretide.core.task.Lane;
import io.foretide.core.task.Task;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaQueueTest {
  private static final long T0 = Instants.parse("2026-03-01T00:00:00Z");
  private static final long LONG = TimeUnit.SECONDS.toNanos(30);
  private static final long SHORT = TimeUnit.SECONDS.toNanos(3);

  @TempDir static Path folder;
  @TempDir static Path keys;
  private static EmbeddedKafka broker;

  private final List<String> events = new CopyOnWriteArrayList<>();

  /** How often the store does not answer when it is asked for a name. */
  private final AtomicInteger outages = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    broker = new EmbeddedKafka(folder, BrokerCertificate.make(keys));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Model model() throws ProviderException {
    Model m =
        ModelEdit.create(
            ModelFile.read(
                Map.of(
                    "model", "ioc-1000/3c22",
                    "inputs", List.of("a"),
                    "every", "1h",
                    "start", "2026-03-01T00:00:00Z",
                    "run", Map.of("forecast", Map.of("method", "seasonal_naive")))),
            T0 + Instants.DAY);
    return new Model(
        new ModelId(5), m.definition(), m.revisions(), m.state(), 1, m.floor(), m.createdAt());
  }

  /** A store of one model. */
  private ModelStore models() {
    return (ModelStore)
        Proxy.newProxyInstance(
            KafkaQueueTest.class.getClassLoader(),
            new Class<?>[] {ModelStore.class},
            (p, method, a) ->
                switch (method.getName()) {
                  case "find" ->
                      a[0].equals(new ModelId(5)) ? Optional.of(model()) : Optional.empty();
                  case "findByName" ->
                      outages.getAndDecrement() > 0
                          ? outage()
                          : a[0].equals("ioc-1000/3c22") ? Optional.of(model()) : Optional.empty();
                  default -> throw new AssertionError("unexpected " + method);
                });
  }

  private static Optional<Model> outage() throws ProviderException {
    throw new ProviderException.Transient("the store does not answer", null);
  }

  private EventLog log() {
    return (EventLog)
        Proxy.newProxyInstance(
            KafkaQueueTest.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (p, method, a) -> {
              if (method.getName().equals("append")) {
                events.add(((Event) a[0]).kind() + ": " + ((Event) a[0]).message());
              }
              return null;
            });
  }

  private KafkaQueue queue(String topic, Object... more) {
    Map<String, Object> values = new HashMap<>();
    values.put("bootstrap.servers", broker.servers());
    values.put("topic", topic);
    values.put("group.id", topic);
    values.put("session.timeout.ms", 6000L);
    values.put("request.timeout.ms", 3000L);
    for (int i = 0; i < more.length; i += 2) {
      values.put((String) more[i], more[i + 1]);
    }
    Reading reading = new Reading();
    KafkaSettings s = KafkaSettings.read(Settings.of("task_queue", values, reading));
    assertThat(reading.problems()).isEmpty();
    return new KafkaQueue(s, new Names(models()), log(), WallClock.system());
  }

  private static void topics(String topic) throws Exception {
    broker.topics(topic, topic + "_backlog", topic + "_dead");
  }

  private static Task task(long claim, Lane lane) {
    return new Task(claim, new ModelId(5), 1, new Range(claim, claim + 1), 1, 1, lane, T0);
  }

  private static void until(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + LONG;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L);
    }
  }

  private static long left(String topic) {
    try {
      return broker.left(topic, topic);
    } catch (Exception e) {
      return -1;
    }
  }

  private static Set<Long> drain(KafkaQueue queue, int n, boolean acknowledge) throws Exception {
    Set<Long> claims = new TreeSet<>();
    while (claims.size() < n) {
      TaskQueue.Delivery d = Objects.requireNonNull(queue.receive(LONG), "none came in time");
      claims.add(d.task().claim());
      if (acknowledge) {
        d.acknowledge();
      }
    }
    return claims;
  }

  @Test
  void a_task_comes_back_equal_and_live_goes_before_backlog() throws Exception {
    topics("lanes");
    try (KafkaQueue queue = queue("lanes")) {
      queue.verify();
      for (int i = 0; i < 20; i++) {
        assertThat(queue.send(task(100 + i, Lane.BACKLOG))).isTrue();
      }
      assertThat(drain(queue, 1, true)).isNotEmpty();
      until("backlog waits", () -> queue.waiting() == 19);
      Task live = task(7, Lane.LIVE);
      queue.send(live);
      until("live waits", () -> queue.waiting() == 20);
      TaskQueue.Delivery first = Objects.requireNonNull(queue.receive(LONG), "none came in time");
      assertThat(first.task()).isEqualTo(live);
    }
  }

  @Test
  void what_is_not_acknowledged_goes_to_another_and_what_is_stays_done() throws Exception {
    topics("handover");
    try (KafkaQueue sender = queue("handover")) {
      for (int i = 0; i < 40; i++) {
        sender.send(task(i, Lane.LIVE));
      }
      KafkaQueue lost = queue("handover");
      Set<Long> taken = drain(lost, 40, false);
      assertThat(taken).hasSize(40);
      lost.close();
      KafkaQueue next = queue("handover");
      assertThat(drain(next, 40, true)).isEqualTo(taken);
      until("everything is committed", () -> left("handover") == 0);
      next.close();
      try (KafkaQueue last = queue("handover")) {
        assertThat(last.receive(SHORT)).isNull();
      }
    }
  }

  @Test
  void two_executors_share_the_work_while_one_joins_and_leaves() throws Exception {
    topics("shared");
    try (KafkaQueue sender = queue("shared");
        KafkaQueue one = queue("shared")) {
      for (int i = 0; i < 50; i++) {
        sender.send(task(i, Lane.LIVE));
      }
      Set<Long> done = new TreeSet<>(drain(one, 20, true));
      KafkaQueue two = queue("shared");
      assertThat(two.receive(SHORT))
          .satisfiesAnyOf(d -> assertThat(d).isNull(), d -> done.add(d.task().claim()));
      two.close();
      long end = System.nanoTime() + LONG;
      while (done.size() < 50 && System.nanoTime() < end) {
        TaskQueue.Delivery d = one.receive(SHORT);
        if (d != null) {
          done.add(d.task().claim());
          d.acknowledge();
        }
      }
      assertThat(done).hasSize(50);
    }
  }

  @Test
  void a_record_without_a_claim_is_kept_while_the_store_does_not_answer() throws Exception {
    topics("outage");
    outages.set(2);
    try (KafkaProducer<byte[], byte[]> raw =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.servers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        KafkaQueue queue = queue("outage")) {
      String text =
          "{\"project_name\": \"ioc-1000\", \"model_name\": \"3c22\", \"from_time\": %d.0, \"to_time\": %d.0}"
              .formatted(T0 / Instants.SECOND, T0 / Instants.SECOND + 3600);
      raw.send(new ProducerRecord<>("outage", text.getBytes(StandardCharsets.UTF_8)))
          .get(30, TimeUnit.SECONDS);
      TaskQueue.Delivery d = Objects.requireNonNull(queue.receive(LONG), "none came in time");
      assertThat(d.task().claim()).isNegative();
      assertThat(d.task().cells().length()).isEqualTo(1);
      assertThat(events).filteredOn(e -> e.contains("the store does not answer")).hasSize(2);
      d.acknowledge();
      until("all is committed", () -> left("outage") == 0);
    }
  }

  @Test
  void a_record_that_is_no_task_is_put_aside_with_the_reason_and_holds_up_nothing()
      throws Exception {
    topics("poison");
    try (KafkaProducer<byte[], byte[]> raw =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.servers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String text :
          List.of(
              "garbage",
              "{\"project_name\": \"p\", \"model_name\": \"unknown\", \"from_time\": 1.0, \"to_time\": 2.0}",
              "{\"project_name\": \"ioc-1000\", \"model_name\": \"3c22\", \"from_time\": 1.0, \"to_time\": 2.0}")) {
        raw.send(new ProducerRecord<>("poison", text.getBytes(StandardCharsets.UTF_8)))
            .get(30, TimeUnit.SECONDS);
      }
    }
    try (KafkaQueue queue = queue("poison")) {
      queue.send(task(1, Lane.LIVE));
      assertThat(drain(queue, 1, true)).containsExactly(1L);
      until("all is committed", () -> left("poison") == 0);
    }
    assertThat(events).anyMatch(e -> e.startsWith("queue.poison") && e.contains("no JSON"));
    assertThat(events).anyMatch(e -> e.contains("no model is called 'p/unknown'"));
    assertThat(events).anyMatch(e -> e.startsWith("queue.no_interval"));
    assertThat(events).hasSize(3);
    try (KafkaConsumer<byte[], byte[]> dead =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.servers(),
                "group.id",
                "look",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      dead.subscribe(List.of("poison_dead"));
      Set<String> reasons = new TreeSet<>();
      until(
          "both are there",
          () -> {
            dead.poll(java.time.Duration.ofMillis(200))
                .forEach(r ->
                    reasons.add(
                        new String(
                            r.headers().lastHeader("reason").value(), StandardCharsets.UTF_8)));
            return reasons.size() == 2;
          });
    }
  }

  @Test
  void a_queue_that_is_shared_with_latigo_acknowledges_as_it_hands_out() throws Exception {
    topics("handed-off");
    try (KafkaQueue queue = queue("handed-off", "compatibility", "latigo")) {
      assertThat(queue.isShared()).isTrue();
      assertThat(queue.notice()).contains("best effort");
      queue.send(task(1, Lane.BACKLOG));
      TaskQueue.Delivery taken = queue.receive(LONG);
      assertThat(taken).as("on the one topic that executors of Latigo read").isNotNull();
      assertThat(events).isEmpty();
      until("it is acknowledged although it is not done", () -> left("handed-off") == 0);
    }
  }

  @Test
  void a_broker_that_restarts_loses_no_task() throws Exception {
    topics("restart");
    try (KafkaQueue queue = queue("restart")) {
      for (int i = 0; i < 10; i++) {
        queue.send(task(i, Lane.LIVE));
      }
      assertThat(drain(queue, 5, true)).hasSize(5);
      broker.restart();
      for (int i = 10; i < 20; i++) {
        Task task = task(i, Lane.LIVE);
        until("sent", () -> queue.send(task));
      }
      Set<Long> rest = new TreeSet<>();
      long end = System.nanoTime() + 2 * LONG;
      while (rest.size() < 15 && System.nanoTime() < end) {
        TaskQueue.Delivery d = queue.receive(SHORT);
        if (d != null) {
          rest.add(d.task().claim());
          d.acknowledge();
        }
      }
      assertThat(rest).hasSizeGreaterThanOrEqualTo(15);
    }
  }

  @Test
  void an_event_hubs_user_and_password_are_accepted_and_a_wrong_one_is_refused() throws Exception {
    topics("secured");
    String good = EmbeddedKafka.SECRET;
    try (KafkaQueue queue =
        queue(
            "secured",
            "bootstrap.servers",
            broker.saslServers(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.username",
            "$ConnectionString",
            "sasl.password",
            good)) {
      queue.verify();
      queue.send(task(1, Lane.LIVE));
      assertThat(drain(queue, 1, true)).containsExactly(1L);
    }
    try (KafkaQueue queue =
        queue(
            "secured",
            "bootstrap.servers",
            broker.saslServers(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.username",
            "$ConnectionString",
            "sasl.password",
            "hidden-word")) {
      assertThatThrownBy(queue::verify)
          .isInstanceOf(ProviderException.Rejected.class)
          .hasMessageContaining("credentials")
          .hasMessageNotContaining("hidden-word");
    }
  }

  private KafkaQueue overTls(String ca) {
    return queue(
        "encrypted",
        "bootstrap.servers",
        broker.securedServers(),
        "security.protocol",
        "SASL_SSL",
        "ssl.ca.location",
        ca,
        "sasl.username",
        "$ConnectionString",
        "sasl.password",
        EmbeddedKafka.SECRET);
  }

  @Test
  void over_tls_a_broker_is_spoken_to_whose_certificate_is_trusted_and_no_other() throws Exception {
    topics("encrypted");
    try (KafkaQueue queue = overTls(keys.resolve("ca.pem").toString())) {
      queue.verify();
      queue.send(task(1, Lane.LIVE));
      assertThat(drain(queue, 1, true)).containsExactly(1L);
    }
    // A missing file leaves the authorities of the system, which do not know this certificate.
    try (KafkaQueue queue = overTls(keys.resolve("missing.pem").toString())) {
      assertThatThrownBy(queue::verify)
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("certificate")
          .hasMessageNotContaining("abc=");
    }
  }

  @Test
  void a_broker_that_is_not_there_is_an_outage() {
    try (KafkaQueue queue =
        queue("absent", "bootstrap.servers", "127.0.0.1:9", "request.timeout.ms", 1000L)) {
      assertThatThrownBy(queue::verify).isInstanceOf(ProviderException.Transient.class);
    }
  }
}
