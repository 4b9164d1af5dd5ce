package io.foretide.connectors.embeddedkafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that is its own controller (KRaft), with a plain listener and one with SASL; where a
 * certificate is given, also one with SASL over TLS, as Event Hubs has it.
 */
public final class EmbeddedKafka implements AutoCloseable {
  public static final String SECRET =
      "Endpoint=sb://localhost/;SharedAccessKeyName=k;SharedAccessKey=abc=;EntityPath=hub";

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " user_$ConnectionString=\""
          + SECRET
          + "\";";

  private final Path folder;
  private final int plain;
  private final int sasl;
  private final int secured;
  private final int controller;
  private final int gathering;
  private final Optional<Certificate> certificate;
  private KafkaRaftServer server;

  /**
   * The key and certificate of a listener.
   *
   * @param keys a PKCS12 file
   * @param password of the file and of the key
   */
  public record Certificate(Path keys, String password) {}

  public EmbeddedKafka(Path folder) throws Exception {
    this(folder, 0, Optional.empty());
  }

  /**
   * @param certificate of the listener with TLS
   */
  public EmbeddedKafka(Path folder, Certificate certificate) throws Exception {
    this(folder, 0, Optional.of(certificate));
  }

  /**
   * @param gathering how long a new group waits for further members before it hands out partitions,
   *     milliseconds
   */
  public EmbeddedKafka(Path folder, int gathering) throws Exception {
    this(folder, gathering, Optional.empty());
  }

  private EmbeddedKafka(Path folder, int gathering, Optional<Certificate> certificate)
      throws Exception {
    this.folder = folder;
    this.gathering = gathering;
    this.certificate = certificate;
    this.secured = freePort();
    this.plain = freePort();
    this.sasl = freePort();
    this.controller = freePort();
    Formatter formatter =
        new Formatter()
            .setClusterId(Uuid.randomUuid().toString())
            .setNodeId(1)
            .setControllerListenerName("CONTROLLER")
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setMetadataLogDirectory(folder.toString());
    formatter.addDirectory(folder.toString());
    formatter.run();
    this.server = started();
  }

  private KafkaRaftServer started() {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    String open = "PLAIN://127.0.0.1:" + plain + ",SASL://127.0.0.1:" + sasl;
    certificate.ifPresent(c -> secure(p, c));
    String all = certificate.isEmpty() ? open : open + ",SECURED://localhost:" + secured;
    p.put("listeners", all + ",CONTROLLER://127.0.0.1:" + controller);
    p.put("advertised.listeners", all);
    p.put(
        "listener.security.protocol.map",
        "PLAIN:PLAINTEXT,SASL:SASL_PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "PLAIN");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("sasl.enabled.mechanisms", "PLAIN");
    p.put("listener.name.sasl.plain.sasl.jaas.config", LOGIN);
    p.put("log.dirs", folder.toString());
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "3");
    p.put("group.initial.rebalance.delay.ms", String.valueOf(gathering));
    p.put("num.partitions", "4");
    KafkaRaftServer s = new KafkaRaftServer(new KafkaConfig(p), Time.SYSTEM);
    s.startup();
    return s;
  }

  private static void secure(Properties p, Certificate c) {
    p.put("listener.name.secured.plain.sasl.jaas.config", LOGIN);
    p.put("listener.name.secured.ssl.keystore.type", "PKCS12");
    p.put("listener.name.secured.ssl.keystore.location", c.keys().toString());
    p.put("listener.name.secured.ssl.keystore.password", c.password());
    p.put("listener.name.secured.ssl.key.password", c.password());
  }

  private static int freePort() throws IOException {
    try (ServerSocket s = new ServerSocket(0)) {
      return s.getLocalPort();
    }
  }

  public String servers() {
    return "127.0.0.1:" + plain;
  }

  public String saslServers() {
    return "127.0.0.1:" + sasl;
  }

  /** With SASL over TLS. */
  public String securedServers() {
    return "localhost:" + secured;
  }

  /** Stops and starts with what is on the disk. */
  public void restart() {
    server.shutdown();
    server.awaitShutdown();
    server = started();
  }

  public void topics(String... names) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      List<NewTopic> topics =
          java.util.Arrays.stream(names).map(n -> new NewTopic(n, 4, (short) 1)).toList();
      admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
    }
  }

  /** How many records of a topic a group has not acknowledged. */
  public long left(String group, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      var committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(30, TimeUnit.SECONDS);
      long left = 0;
      for (int i = 0; i < 4; i++) {
        var p = new org.apache.kafka.common.TopicPartition(topic, i);
        long end =
            admin
                .listOffsets(Map.of(p, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                .partitionResult(p)
                .get(30, TimeUnit.SECONDS)
                .offset();
        var at = committed.get(p);
        left += end - (at == null ? 0 : at.offset());
      }
      return left;
    }
  }

  public Set<String> topicNames() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
      return admin.listTopics().names().get(30, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
