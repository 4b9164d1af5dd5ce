package io.foretide.app.bench;

import io.foretide.app.folder.TemporaryFolder;
import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The baselines: the server and the broker alone, with one client each. */
final class BareCluster {
  private static final int RECORD_BYTES = 260;
  private static final int ROWS_AT_ONCE = 200;

  private BareCluster() {}

  /**
   * How much is written.
   *
   * @param count rows, or records
   * @param doubles in each row
   */
  record Sizes(int count, int doubles) {}

  /** Writes rows in batches, each a durable transaction; seconds. */
  static double rows(Sizes sizes) throws Exception {
    byte[] blob = new byte[8 * sizes.doubles()];
    ByteBuffer view = ByteBuffer.wrap(blob);
    try (EmbeddedPostgres server = ClusterRig.server();
        Connection c = server.getPostgresDatabase().getConnection()) {
      try (Statement s = c.createStatement()) {
        s.execute(
            "CREATE TABLE p (model BIGINT, origin BIGINT, data BYTEA, PRIMARY KEY (model, origin))");
      }
      c.setAutoCommit(false);
      long started = System.nanoTime();
      try (PreparedStatement s =
          c.prepareStatement(
              "INSERT INTO p VALUES (?, ?, ?) ON CONFLICT (model, origin)"
                  + " DO UPDATE SET data = excluded.data")) {
        for (int i = 0; i < sizes.count(); i++) {
          s.setLong(1, i % 1000);
          s.setLong(2, i / 1000);
          view.putDouble(0, i);
          s.setBytes(3, blob);
          s.addBatch();
          if (i % ROWS_AT_ONCE == ROWS_AT_ONCE - 1) {
            end(c, s);
          }
        }
        end(c, s);
      }
      return (System.nanoTime() - started) / 1e9;
    }
  }

  private static void end(Connection c, PreparedStatement s) throws SQLException {
    s.executeBatch();
    c.commit();
  }

  /** Sends records and receives them; seconds. */
  static double records(Sizes sizes) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("foretide-bench-kafka");
        EmbeddedKafka kafka = new EmbeddedKafka(folder.path())) {
      kafka.topics("bare");
      Map<String, Object> client = Map.of("bootstrap.servers", kafka.servers());
      byte[] record = new byte[RECORD_BYTES];
      long started = System.nanoTime();
      try (Producer<byte[], byte[]> producer =
          new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (int i = 0; i < sizes.count(); i++) {
          var unused = producer.send(new ProducerRecord<>("bare", record));
        }
        producer.flush();
      }
      receive(kafka, sizes.count());
      return (System.nanoTime() - started) / 1e9;
    }
  }

  private static void receive(EmbeddedKafka kafka, int count) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            kafka.servers(),
            "group.id",
            "bare",
            "auto.offset.reset",
            "earliest");
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("bare"));
      long end = System.nanoTime() + 120_000_000_000L;
      int got = 0;
      while (got < count) {
        got += consumer.poll(Duration.ofMillis(200)).count();
        if (System.nanoTime() > end) {
          throw new IllegalStateException(got + " of " + count + " records came in two minutes");
        }
      }
      consumer.commitSync();
    }
  }
}
