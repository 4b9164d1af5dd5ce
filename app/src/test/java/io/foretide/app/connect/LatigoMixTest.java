package io.foretide.app.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.Reason;
import io.foretide.core.engine.ModelStatus;
import io.foretide.core.engine.Segment;
import io.foretide.core.engine.VisibleState;
import io.foretide.core.model.Model;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedulers and executors of Latigo beside Foretide's, on one topic of a real broker. */
class LatigoMixTest {
  private static final String MODEL = "ioc-1000/m1";
  private static final List<String> MACHINES = List.of("m1", "m2", "m3", "m4", "m5", "m6");
  private static final String TAG = "1903.R1";
  private static final Pattern WINDOW =
      Pattern.compile(
          "\"model_name\": \"(m\\d)\", \"from_time\": ([0-9.]+), \"to_time\": ([0-9.]+)");

  @TempDir Path folder;

  private Service open(StandIn standIn, String servers, String more, String start, boolean adopt)
      throws Exception {
    String auth =
        "auth: {client_id: %s, client_secret: %s, tenant: t, resource: api://r, authority_host_url: '%s'}"
            .formatted(Authority.CLIENT, Authority.SECRET, standIn.authorityUrl());
    String text =
        """
        scheduler: {continuous_prediction_interval: 30m, continuous_prediction_delay: 1h, queue_timeout: 8s, max_losses: 50}
        task_queue: {type: kafka, bootstrap.servers: '%5$s' %6$s}
        model_info: {type: gordo, connection_string: '%1$s', start: %7$s, %4$s}
        predictor: {type: gordo, connection_string: '%1$s', backoff_first: 1ms, %4$s}
        models_metadata_info: {type: metadata_api, base_url: '%2$s', %4$s}
        sensor_data: {type: time_series_api, base_url: '%3$s', %4$s}
        prediction_storage: {type: time_series_api, base_url: '%3$s', %4$s}
        """
            .formatted(
                standIn.gordoUrl(),
                standIn.metadataUrl(),
                standIn.timeSeriesUrl(),
                auth,
                servers,
                more,
                start);
    Map<String, Object> values = new HashMap<>(YamlFile.parse("test", text, s -> s).values());
    values.put("store", Map.of("folder", folder.resolve("data").toString()));
    values.put("hub", Map.of("port", 0L));
    Configuration c =
        Configuration.read(new Layer(values, Map.of()), folder, Connectors.onClassPath());
    return Service.open(c, new ServiceOptions(false, true, adopt, WallClock.system(), e -> {}));
  }

  private static void plant(StandIn standIn) {
    standIn.metadata().projects(List.of("ioc-1000"));
    standIn
        .gordo()
        .revision("ioc-1000", "1583238576000", List.of(GordoMachine.of("m1", List.of(TAG))));
    standIn.timeSeries().series(TAG, "1903");
    Instant now = Instants.toInstant(WallClock.system().now());
    for (int minute = 0; minute < 12 * 60; minute += 5) {
      standIn.timeSeries().point(TAG, now.minusSeconds(60L * minute), 10 + minute % 7, 192);
    }
  }

  private static void until(Service service, String what, Condition condition) throws Exception {
    Semaphore changed = new Semaphore(0);
    try (AutoCloseable listening = service.engine().subscribe(c -> changed.release())) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
      while (!condition.holds()) {
        assertThat(System.nanoTime())
            .as(what + ": " + service.engine().model(MODEL))
            .isLessThan(deadline);
        var unused = changed.tryAcquire(200, TimeUnit.MILLISECONDS);
      }
      assertThat(listening).isNotNull();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static Optional<ModelStatus> status(Service service) throws Exception {
    return service.engine().model(MODEL);
  }

  private static Grid grid(Model m) {
    return ((Schedule.ByTime) m.definition().schedule()).grid();
  }

  /** A record as Latigo's scheduler writes it. */
  private static byte[] record(double from, double to) {
    return ("{\"project_name\": \"ioc-1000\", \"model_name\": \"m1\", \"from_time\": "
            + from
            + ", \"to_time\": "
            + to
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void records_of_an_old_scheduler_are_run_and_cover_what_they_hold() throws Exception {
    try (StandIn standIn = StandIn.start(true);
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"));
        Service service = open(standIn, kafka.servers(), "", "-6h", false)) {
      plant(standIn);
      service.start();
      until(service, "listed", () -> status(service).isPresent());
      until(
          service,
          "caught up",
          () ->
              status(service).orElseThrow().tally().missing() == 0
                  && status(service).orElseThrow().tally().inFlight() == 0);
      // Nothing is planned here any more: what happens now is the old scheduler's doing.
      Model m = service.engine().setPaused(MODEL, true);
      long newest = grid(m).cellAt(WallClock.system().now()) - 1;
      Range three = new Range(newest - 8, newest - 5);
      service.store().coverage().uncover(m.id(), 1, RangeSet.of(three), "test");
      standIn.forget();
      try (KafkaProducer<byte[], byte[]> old =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", kafka.servers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        double aligned = grid(m).start(three.from()) / 1e9;
        double late = grid(m).start(three.from() + 1) / 1e9 + 7;
        old.send(new ProducerRecord<>("latigo_topic", record(aligned, aligned + 1800))).get();
        // Its window follows the clock of a scheduler that woke up seven seconds late.
        old.send(new ProducerRecord<>("latigo_topic", record(late, late + 1800))).get();
        // Twice the same: the second finds it predicted, or in flight.
        old.send(new ProducerRecord<>("latigo_topic", record(aligned, aligned + 1800))).get();
      }
      until(
          service,
          "run",
          () ->
              service
                  .store()
                  .coverage()
                  .load(m.id(), 1, three)
                  .cells(CellState.PREDICTED)
                  .equals(RangeSet.of(three.from(), three.from() + 2)));
      List<Segment> found = service.engine().coverage(MODEL, grid(m).instants(three));
      assertThat(found.getFirst().state()).isEqualTo(VisibleState.PREDICTED);
      assertThat(found.getLast().state()).isEqualTo(VisibleState.MISSING);
      assertThat(standIn.requests())
          .filteredOn(r -> r.path().endsWith("/anomaly/prediction"))
          .hasSize(2);
    }
  }

  @Test
  void what_old_executors_take_is_read_back_and_sent_again_until_it_is_there() throws Exception {
    try (StandIn standIn = StandIn.start(true);
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"))) {
      plant(standIn);
      standIn
          .gordo()
          .revision(
              "ioc-1000",
              "1583238576000",
              MACHINES.stream().map(m -> GordoMachine.of(m, List.of(TAG))).toList());
      kafka.topics("latigo_topic");
      try (OldExecutor old = new OldExecutor(kafka.servers(), standIn);
          Service service =
              open(standIn, kafka.servers(), ", compatibility: latigo", "-8h", false)) {
        assertThat(service.engine().status().queueNotice()).contains("best effort");
        old.awaitMember();
        service.start();
        until(
            service,
            "nothing is missing",
            () -> {
              var tally = service.engine().status().tally();
              return service.engine().status().models() == MACHINES.size()
                  && tally.due() > 0
                  && tally.missing() + tally.inFlight() == 0;
            });
        assertThat(old.taken.get()).isPositive();
        assertThat(old.dropped.get()).isPositive();
        assertThat(service.tasksByExecutor()).containsKey("foretide");
        List<CoverageRun> runs = new ArrayList<>();
        for (String machine : MACHINES) {
          Model m = service.engine().model("ioc-1000/" + machine).orElseThrow().model();
          runs.addAll(
              service.store().coverage().load(m.id(), 1, new Range(0, Long.MAX_VALUE / 2)).runs());
        }
        assertThat(runs)
            .allMatch(r -> r.state() == CellState.PREDICTED)
            .anyMatch(r -> r.reason() == Reason.READ_BACK)
            .anyMatch(r -> r.reason() == Reason.NONE);
      }
    }
  }

  /**
   * Takes records as a client of librdkafka would; drops the first one that it gets, as an executor
   * does that dies, and writes one point of each row of the others.
   */
  private static final class OldExecutor implements AutoCloseable {
    final AtomicInteger taken = new AtomicInteger();
    final AtomicInteger dropped = new AtomicInteger();
    private final Thread thread;
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch member = new CountDownLatch(1);
    private volatile boolean open = true;

    OldExecutor(String servers, StandIn standIn) {
      MACHINES.forEach(m -> outputs(m).forEach(o -> standIn.timeSeries().series(o, "1903")));
      thread =
          Thread.ofPlatform()
              .start(() -> {
                try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(
                        Map.of(
                            "bootstrap.servers",
                            servers,
                            "group.id",
                            "1",
                            "auto.offset.reset",
                            "earliest",
                            "max.poll.records",
                            1,
                            "heartbeat.interval.ms",
                            300,
                            "partition.assignment.strategy",
                            RangeAssignor.class.getName()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
                  consumer.subscribe(Set.of("latigo_topic"));
                  while (open) {
                    if (!consumer.assignment().isEmpty()) {
                      member.countDown();
                    }
                    for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(100))) {
                      take(new String(r.value(), StandardCharsets.UTF_8), standIn);
                    }
                  }
                }
              });
    }

    private static List<String> outputs(String machine) {
      return List.of(
          TAG + "|" + machine + "|model-output",
          "1903.INDICATOR|" + machine + "|total-anomaly-scaled");
    }

    /** Waits until it has partitions: nobody can take all records before it is there. */
    void awaitMember() throws InterruptedException {
      assertThat(member.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** One after the other, and not quickly. */
    private void take(String record, StandIn standIn) {
      try {
        var unused = never.await(300, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (taken.incrementAndGet() == 1) {
        dropped.incrementAndGet();
        return;
      }
      Matcher m = WINDOW.matcher(record);
      if (m.find()) {
        long from = (long) Double.parseDouble(m.group(2)) / 600 * 600;
        long to = (long) Double.parseDouble(m.group(3));
        for (long t = from; t < to; t += 600) {
          for (String output : outputs(m.group(1))) {
            standIn.timeSeries().point(output, Instant.ofEpochSecond(t), 1.5, 0);
          }
        }
      }
    }

    @Override
    public void close() throws InterruptedException {
      open = false;
      thread.join();
    }
  }

  @Test
  void what_the_storage_already_holds_is_adopted_and_not_predicted_again() throws Exception {
    try (StandIn standIn = StandIn.start(true);
        EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"))) {
      plant(standIn);
      String output = TAG + "|m1|model-output";
      standIn.timeSeries().series(output, "1903");
      long now = WallClock.system().now() / Instants.SECOND;
      for (long t = (now - 5 * 3600) / 600 * 600; t < now - 2 * 3600; t += 600) {
        standIn.timeSeries().point(output, Instant.ofEpochSecond(t), 2.5, 0);
      }
      try (Service service = open(standIn, kafka.servers(), "", "-7h", true)) {
        service.start();
        until(service, "listed", () -> status(service).isPresent());
        until(
            service,
            "nothing is missing",
            () -> {
              var tally = status(service).orElseThrow().tally();
              return tally.due() > 0 && tally.missing() + tally.inFlight() == 0;
            });
        Model m = status(service).orElseThrow().model();
        var coverage = service.store().coverage().load(m.id(), 1, new Range(0, Long.MAX_VALUE / 2));
        long adopted =
            coverage.runs().stream()
                .filter(r -> r.reason() == Reason.READ_BACK)
                .mapToLong(r -> r.cells().length())
                .sum();
        assertThat(adopted).isBetween(6L, 7L);
        assertThat(status(service).orElseThrow().tally().predicted()).isGreaterThan(adopted);
        assertThat(standIn.timeSeries().values(output).values().stream().filter(v -> v == 2.5))
            .as("rows of adopted intervals are as they were")
            .hasSizeGreaterThanOrEqualTo(17);
      }
    }
  }
}
