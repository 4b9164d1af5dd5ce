package io.foretide.store;

import static io.foretide.store.Fixture.MINUTE;
import static io.foretide.store.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.frame.Frame;
import io.foretide.core.model.Candidates;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Revision;
import io.foretide.core.prediction.PredictionBlock;
import io.foretide.core.prediction.PredictionHistory.Stored;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class PredictionsTest {
  private final Engine engine;

  PredictionsTest(Engine engine) {
    this.engine = engine;
  }

  @TempDir Path folder;
  private Fixture f;

  @BeforeEach
  void open() throws Exception {
    f = new Fixture(folder, engine);
  }

  @AfterEach
  void close() throws Exception {
    f.close();
  }

  private void write(int revision, PredictionBlock... blocks) throws Exception {
    f.store.predictions().write(MODEL, revision, List.of("mean"), List.of(blocks));
  }

  private static PredictionBlock block(long origin, long first, long step, double... values) {
    return new PredictionBlock(origin, first, step, new double[][] {values});
  }

  @Test
  void the_latest_origin_wins_for_each_instant() throws Exception {
    write(1, block(10, 10, 5, 1, 1, 1, 1), block(20, 20, 5, 2, 2));
    Frame frame = f.store.predictions().latest(MODEL, new Range(0, 100), 0);
    assertThat(frame.times()).containsExactly(10, 15, 20, 25);
    assertThat(frame.column("mean")).containsExactly(1, 1, 2, 2);
  }

  @Test
  void a_lead_leaves_out_origins_that_are_too_near() throws Exception {
    write(1, block(10, 10, 5, 1, 1, 1, 1), block(20, 20, 5, 2, 2));
    Frame frame = f.store.predictions().latest(MODEL, new Range(0, 100), 10);
    assertThat(frame.times()).containsExactly(20, 25);
    assertThat(frame.column("mean")).containsExactly(1, 1);
  }

  @Test
  void of_one_origin_the_newest_revision_is_shown() throws Exception {
    write(2, block(10, 10, 5, 2));
    write(1, block(10, 10, 5, 1, 1));
    Frame frame = f.store.predictions().latest(MODEL, new Range(0, 100), 0);
    assertThat(frame.column("mean")).containsExactly(2, 1);
    assertThat(f.store.predictions().origin(MODEL, 10).orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void rows_of_a_lane_are_seen_only_by_who_names_the_revision() throws Exception {
    Model made = f.store.models().create(Fixture.model("m"));
    ModelDefinition d = made.definition();
    Range lane = new Range(0, 50 * MINUTE);
    Revision candidate = new Revision(2, d, "cd34", 90 * MINUTE, 90 * MINUTE, 7).withLane(lane);
    Model rolling =
        f.store
            .models()
            .replace(made.withRevisions(List.of(made.revisions().getFirst(), candidate)))
            .orElseThrow();
    write(1, block(10 * MINUTE, 10 * MINUTE, MINUTE, 1, 1, 1));
    write(2, block(10 * MINUTE, 10 * MINUTE, MINUTE, 2, 2, 2));
    write(2, block(11 * MINUTE, 11 * MINUTE, MINUTE, 2, 2, 2));
    Range all = new Range(0, 100 * MINUTE);

    assertThat(f.store.predictions().latest(made.id(), all, 0).column("mean"))
        .containsExactly(1, 1, 1);
    assertThat(f.store.predictions().latestOf(made.id(), 2, all, 0).column("mean"))
        .containsExactly(2, 2, 2, 2);
    assertThat(f.store.predictions().origin(made.id(), 11 * MINUTE)).isEmpty();
    assertThat(f.store.predictions().origins(made.id(), all, 9))
        .extracting("revision")
        .containsOnly(1);

    Model promoted =
        f.store.models().replace(Candidates.promote(rolling, 2, 10 * MINUTE)).orElseThrow();
    assertThat(f.store.predictions().latest(made.id(), all, 0).column("mean"))
        .as("origin 10 is the former owner's, origin 11 the new one's")
        .containsExactly(1, 2, 2, 2);

    assertThat(f.store.models().replace(Candidates.restore(promoted, 1))).isPresent();
    assertThat(f.store.predictions().latest(made.id(), all, 0).column("mean"))
        .containsExactly(1, 1, 1);
  }

  @Test
  void an_origin_written_again_is_replaced_whole() throws Exception {
    write(1, block(10, 10, 5, 1, 1, 1));
    write(1, block(10, 10, 5, 9));
    Frame frame = f.store.predictions().latest(MODEL, new Range(0, 100), 0);
    assertThat(frame.column("mean")).containsExactly(9);
  }

  @Test
  void a_revision_with_other_outputs_adds_columns() throws Exception {
    write(1, block(10, 10, 5, 1));
    f.store
        .predictions()
        .write(
            MODEL,
            2,
            List.of("score", "mean"),
            List.of(new PredictionBlock(20, 20, 5, new double[][] {{7}, {8}})));
    Frame frame = f.store.predictions().latest(MODEL, new Range(0, 100), 0);
    assertThat(frame.column("mean")).containsExactly(1, 8);
    assertThat(frame.column("score")).containsExactly(Double.NaN, 7);
  }

  @Test
  void origins_come_by_rising_origin_and_survive_a_restart() throws Exception {
    write(1, block(30, 30, 5, Double.NaN, 3), block(10, 10, 5, 1), block(20, 20, 5, 2));
    f.reopen();
    List<Stored> found = f.store.predictions().origins(MODEL, new Range(10, 31), 2);
    assertThat(found).extracting(s -> s.block().origin()).containsExactly(10L, 20L);
    Stored last = f.store.predictions().origin(MODEL, 30).orElseThrow();
    assertThat(last.block().values()[0]).containsExactly(Double.NaN, 3);
    assertThat(last.outputs()).containsExactly("mean");
    assertThat(last.writtenAt()).isEqualTo(f.now.get());
  }

  @Test
  void rows_before_their_origin_are_found_too() throws Exception {
    write(1, block(100, 50, 10, 1, 2, 3, 4, 5));
    assertThat(f.store.predictions().latest(MODEL, new Range(60, 71), 0).column(0))
        .containsExactly(2, 3);
  }

  @Test
  void any_blocks_read_as_a_plain_search_over_all_rows_would() throws Exception {
    Random random = new Random(7);
    record Key(long origin, int revision) {}
    Map<Key, PredictionBlock> all = new java.util.HashMap<>();
    for (int i = 0; i < 300; i++) {
      long origin = random.nextInt(200) * MINUTE;
      int revision = 1 + random.nextInt(2);
      long step = (1 + random.nextInt(3)) * MINUTE / 2;
      double[] v = random.doubles(1 + random.nextInt(12)).toArray();
      PredictionBlock b = block(origin, origin + (random.nextInt(5) - 2) * MINUTE / 2, step, v);
      all.put(new Key(origin, revision), b);
      write(revision, b);
    }
    for (int q = 0; q < 200; q++) {
      long from = random.nextInt(220) * MINUTE;
      Range range = new Range(from, from + random.nextInt(100) * MINUTE);
      long lead = random.nextInt(3) * MINUTE;
      TreeMap<Long, Double> expected = new TreeMap<>();
      TreeMap<Long, Key> winner = new TreeMap<>();
      all.forEach((k, b) -> {
        for (int r = 0; r < b.rows(); r++) {
          long t = b.first() + r * b.step();
          Key w = winner.get(t);
          boolean newer =
              w == null || k.origin > w.origin || (k.origin == w.origin && k.revision > w.revision);
          if (range.contains(t) && (lead == 0 || t >= k.origin + lead) && newer) {
            winner.put(t, k);
            expected.put(t, b.values()[0][r]);
          }
        }
      });
      Frame frame = f.store.predictions().latest(MODEL, range, lead);
      assertThat(frame.times())
          .containsExactly(expected.keySet().stream().mapToLong(t -> t).toArray());
      if (!expected.isEmpty()) {
        assertThat(frame.column(0))
            .containsExactly(expected.values().stream().mapToDouble(v -> v).toArray());
      }
    }
  }

  @Test
  void the_whole_of_time_can_be_asked_for() throws Exception {
    write(1, block(10, 10, 5, 1));
    assertThat(f.store.predictions().latest(MODEL, new Range(Instants.MIN, Instants.MAX), 0).rows())
        .isEqualTo(1);
  }
}
