package io.foretide.app.bench;

import io.foretide.app.bench.BareCluster.Sizes;
import io.foretide.app.bench.ClusterRig.Filled;
import io.foretide.app.folder.TemporaryFolder;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole path from plan to durable commit through Kafka and PostgreSQL, both of this machine,
 * against the two alone.
 */
final class ClusterBench {
  private static final int MODELS = 1_000;
  private static final int VALUES = 3;

  private ClusterBench() {}

  /** Whether this installation has a broker and a server to measure with. */
  static boolean isAvailable() {
    return Stream.of(
            "/io/foretide/connectors/embeddedkafka/EmbeddedKafka.class",
            "/io/zonky/test/db/postgres/embedded/EmbeddedPostgres.class")
        .allMatch(name -> ClusterBench.class.getResource(name) != null);
  }

  /**
   * @param warming tasks of each model before it is measured
   * @param perModel tasks of each model that are measured
   */
  static List<BenchRow> run(int warming, int perModel, Consumer<String> progress) throws Exception {
    progress.accept("warming up, " + MODELS * warming + " tasks through Kafka and PostgreSQL");
    Filled unused = fill(warming);
    int tasks = MODELS * perModel;
    progress.accept("through Kafka and PostgreSQL: " + tasks + " tasks");
    Filled filled = fill(perModel);
    progress.accept("PostgreSQL alone and Kafka alone: " + tasks + " rows and records");
    Sizes sizes = new Sizes(tasks, VALUES);
    double rows = BareCluster.rows(sizes);
    double records = BareCluster.records(sizes);
    return List.of(
        BenchRow.atLeast(
                "through Kafka and PostgreSQL, 1,000 models, 3 values a task, durable",
                filled.tasks() / filled.seconds(),
                "tasks/s",
                3_000)
            .against("PostgreSQL alone, rows in batches", tasks / rows),
        BenchRow.plain(
            "processor time of such a task, with the broker's and without the server's",
            filled.processor() / filled.tasks() * 1e6,
            "us"),
        BenchRow.plain("Kafka alone, the same records sent and received", tasks / records, "/s"));
  }

  private static Filled fill(int perModel) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("foretide-bench-cluster");
        ClusterRig rig = ClusterRig.start(folder.path(), new TrivialModel())) {
      for (int i = 0; i < MODELS; i++) {
        rig.model(TrivialModel.file(i, perModel));
      }
      return rig.fill((long) MODELS * perModel);
    }
  }
}
