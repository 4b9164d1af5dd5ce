package io.foretide.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.SeriesInfo;
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
class PointsTest {
  private final Engine engine;

  PointsTest(Engine engine) {
    this.engine = engine;
  }

  private static final Range ALWAYS = new Range(Instants.MIN, Instants.MAX);
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

  private Frame raw(String... series) throws ProviderException {
    return f.store.points().read(FrameQuery.raw(List.of(series), ALWAYS));
  }

  @Test
  void a_series_is_made_at_its_first_point_and_its_totals_survive_a_restart() throws Exception {
    f.point("b", 5, 1);
    f.point("a", 7, 1.5);
    f.point("a", 3, -2);
    f.reopen();
    assertThat(f.store.points().list("", "", 10))
        .containsExactly(
            new SeriesInfo("a", 2, 3, 7, Map.of()), new SeriesInfo("b", 1, 5, 5, Map.of()));
    assertThat(f.store.points().list("A", "", 10)).hasSize(1);
    assertThat(f.store.points().list("", "a", 10)).hasSize(1);
    assertThat(f.store.points().exists("c")).isFalse();
    assertThat(raw("a").column(0)).containsExactly(-2, 1.5);
  }

  @Test
  void a_duplicate_overwrites_and_only_real_changes_count_as_changed() throws Exception {
    PointBatch b = new PointBatch();
    b.add("a", 1, 1);
    b.add("a", 2, 2);
    b.add("a", 1, 3);
    b.add("a", 4, Double.NaN);
    assertThat(f.store.points().write(b).changed()).isEqualTo(2);
    assertThat(f.store.points().write(b).changed()).isZero();
    f.reopen();
    assertThat(f.store.points().write(b).changed()).isZero();
    b.add("a", 2, 5);
    assertThat(f.store.points().write(b).changed()).isEqualTo(1);
    assertThat(raw("a").column(0)).containsExactly(3, 5);
    assertThat(f.store.points().find("a").orElseThrow().points()).isEqualTo(2);
  }

  @Test
  void times_from_1677_to_2262_are_kept() throws Exception {
    f.point("a", Instants.MIN, 1);
    f.point("a", Instants.MAX - 1, 2);
    f.point("a", 0, 3);
    f.reopen();
    assertThat(raw("a").times()).containsExactly(Instants.MIN, 0, Instants.MAX - 1);
    f.point("a", Instants.MAX, 4);
    f.point("a", Instants.MAX, 5);
    assertThat(f.store.points().find("a").orElseThrow().points()).isEqualTo(4);
  }

  @Test
  void raw_series_are_joined_on_equal_times() throws Exception {
    f.point("a", 1, 1);
    f.point("a", 2, 2);
    f.point("b", 2, 3);
    f.point("b", 4, 4);
    Frame frame = raw("a", "b");
    assertThat(frame.times()).containsExactly(1, 2, 4);
    assertThat(frame.column("a")).containsExactly(1, 2, Double.NaN);
    assertThat(frame.column("b")).containsExactly(Double.NaN, 3, 4);
  }

  @Test
  void a_step_yields_every_bucket_of_the_range() throws Exception {
    f.point("a", 1, 1);
    f.point("a", 2, 3);
    f.point("a", 25, 3);
    Frame frame =
        f.store.points().read(new FrameQuery(List.of("a"), new Range(0, 30), 10, Aggregation.MEAN));
    assertThat(frame.times()).containsExactly(0, 10, 20);
    assertThat(frame.column(0)).containsExactly(2, Double.NaN, 3);
  }

  @Test
  void an_unknown_series_is_rejected_by_name() {
    assertThatThrownBy(() -> raw("nowhere"))
        .isInstanceOf(ProviderException.UnknownSeries.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void too_many_buckets_are_rejected_with_the_way_out() throws Exception {
    f.point("a", 1, 1);
    assertThatThrownBy(
            () -> f.store.points().read(new FrameQuery(List.of("a"), ALWAYS, 1, Aggregation.MEAN)))
        .isInstanceOf(ProviderException.Rejected.class)
        .hasMessageContaining("longer step");
  }

  @Test
  void attributes_are_kept() throws Exception {
    f.store.points().describe("a", Map.of("unit", "bar"));
    f.reopen();
    assertThat(f.store.points().find("a").orElseThrow().attributes()).containsEntry("unit", "bar");
  }

  @Test
  void any_order_of_writes_and_restarts_reads_as_a_plain_map_would() throws Exception {
    Random random = new Random(42);
    Map<String, TreeMap<Long, Double>> oracle = new TreeMap<>();
    for (int round = 0; round < 120; round++) {
      PointBatch b = new PointBatch();
      int size = random.nextInt(1, 600);
      long base = random.nextInt(20_000);
      for (int i = 0; i < size; i++) {
        String series = "s" + random.nextInt(3);
        long time = (base + (random.nextBoolean() ? i : random.nextInt(3000))) * 1000L;
        double value = random.nextInt(50) / 4.0;
        b.add(series, time, value);
        oracle.computeIfAbsent(series, _ -> new TreeMap<>()).put(time, value);
      }
      f.store.points().write(b);
      if (round % 20 == 19) {
        f.reopen();
      }
      if (round % 5 == 4) {
        check(oracle);
      }
    }
  }

  private void check(Map<String, TreeMap<Long, Double>> oracle) throws ProviderException {
    for (Map.Entry<String, TreeMap<Long, Double>> e : oracle.entrySet()) {
      TreeMap<Long, Double> all = e.getValue();
      Frame frame = raw(e.getKey());
      assertThat(frame.times()).containsExactly(all.keySet().stream().mapToLong(t -> t).toArray());
      assertThat(frame.column(0))
          .containsExactly(all.values().stream().mapToDouble(v -> v).toArray());
      SeriesInfo info = f.store.points().find(e.getKey()).orElseThrow();
      assertThat(info.points()).isEqualTo(all.size());
      assertThat(info.first()).isEqualTo(all.firstKey());
      assertThat(info.last()).isEqualTo(all.lastKey());
    }
  }
}
