package io.foretide.app.enodorest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.app.connect.Connectors;
import io.foretide.app.connect.NoEvents;
import io.foretide.app.connect.NoModels;
import io.foretide.connectors.siridb.SiriConnector;
import io.foretide.connectors.standin.SiriStand;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.Aggregation;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.Keeper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The access to a SiriDB is changed while it is read. */
@Timeout(120)
class SwitchedSensorsTest {
  private static final long FIRST = 1_700_000_000L;
  private static final int POINTS = 300;
  private static final FrameQuery ALL =
      new FrameQuery(
          List.of("tank"),
          new Range(FIRST * Instants.SECOND, (FIRST + POINTS) * Instants.SECOND),
          Instants.SECOND,
          Aggregation.MEAN);

  private final MemoryKeeper keeper = new MemoryKeeper();
  private SiriStand ones;
  private SiriStand twos;

  private static final class MemoryKeeper implements Keeper {
    final ConcurrentSkipListMap<String, String> texts = new ConcurrentSkipListMap<>();

    @Override
    public SortedMap<String, String> all(String prefix) {
      return new TreeMap<>(texts.subMap(prefix, prefix + Character.MAX_VALUE));
    }

    @Override
    public void put(String key, String value) {
      texts.put(key, value);
    }

    @Override
    public void remove(String key) {
      texts.remove(key);
    }
  }

  @BeforeEach
  void start() throws IOException {
    ones = filled(1);
    twos = filled(2);
  }

  @AfterEach
  void stop() throws IOException {
    ones.close();
    twos.close();
  }

  private static SiriStand filled(double value) throws IOException {
    SiriStand out = new SiriStand();
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      points.add(new double[] {FIRST + i, value});
    }
    out.put(Map.of("tank", points));
    return out;
  }

  private SwitchedSensors open() throws ProviderException {
    return new SwitchedSensors(
        Settings.of(
            "sensor_data",
            Map.of(
                "type",
                "siridb",
                "servers",
                List.of(ones.address()),
                "database",
                "dbtest",
                "password",
                "siri")),
        Connectors.of(List.of(new SiriConnector())).sensorData("siridb").orElseThrow(),
        new ConnectorContext(
            WallClock.system(),
            new Random(1),
            new NoEvents(),
            new NoModels(),
            Optional.empty(),
            Map.of(),
            "test"),
        keeper);
  }

  /** The one value of all points; fails if they differ. */
  private static double value(SwitchedSensors sensors) throws ProviderException {
    Frame frame = sensors.read(ALL);
    assertThat(frame.rows()).isEqualTo(POINTS);
    double first = frame.column(0)[0];
    assertThat(frame.column(0)).as("all of one database").containsOnly(first);
    return first;
  }

  @Test
  void no_read_fails_and_each_is_of_one_database_while_the_address_changes() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    try (SwitchedSensors sensors = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(
            threads.submit(() -> {
              while (!over.get()) {
                assertThat(value(sensors)).isIn(1.0, 2.0);
                assertThat(sensors.exists("tank")).isTrue();
                reads.incrementAndGet();
              }
              return null;
            }));
      }
      try {
        for (int i = 0; i < 30; i++) {
          SiriStand next = i % 2 == 0 ? twos : ones;
          sensors.change(Map.of("siridb_port", next.port()));
          assertThat(value(sensors)).as("change %d", i).isEqualTo(i % 2 == 0 ? 2 : 1);
        }
      } finally {
        over.set(true);
      }
      for (Future<?> f : readers) {
        f.get();
      }
    }
    assertThat(reads.get()).isPositive();
  }

  @Test
  void a_change_stays_after_a_restart_and_the_password_is_never_shown() throws Exception {
    try (SwitchedSensors sensors = open()) {
      assertThat(sensors.settings())
          .containsEntry("siridb_host", "127.0.0.1")
          .containsEntry("siridb_port", ones.port())
          .containsEntry("siridb_user", "iris")
          .containsEntry("siridb_database", "dbtest")
          .doesNotContainKey("siridb_password")
          .doesNotContainValue("siri");
      sensors.change(Map.of("siridb_port", twos.port(), "siridb_password", "siri"));
    }
    assertThat(keeper.texts).hasSize(1);
    try (SwitchedSensors sensors = open()) {
      assertThat(sensors.settings()).containsEntry("siridb_port", twos.port());
      assertThat(value(sensors)).isEqualTo(2);
    }
  }

  @Test
  void access_that_does_not_work_is_refused_and_changes_nothing() throws Exception {
    try (SwitchedSensors sensors = open()) {
      List<Map<String, Object>> wrong =
          List.of(
              Map.of("siridb_password", "guessed"),
              Map.of("siridb_database", "another"),
              Map.of("siridb_host", "127.0.0.1", "siridb_port", 1),
              Map.of("siridb_host", "no such host"));
      for (Map<String, Object> change : wrong) {
        assertThatThrownBy(() -> sensors.change(new TreeMap<>(change)))
            .as(change.toString())
            .isInstanceOf(ProviderException.class)
            .message()
            .doesNotContain("guessed");
        assertThat(value(sensors)).isEqualTo(1);
        assertThat(sensors.trouble()).isEmpty();
      }
    }
    assertThat(keeper.texts).isEmpty();
  }

  @Test
  void a_query_that_changes_something_is_not_handed_on() throws Exception {
    try (SwitchedSensors sensors = open()) {
      assertThat(String.valueOf(sensors.query("show time_precision"))).contains("time_precision");
      for (String text :
          List.of("drop series \"tank\"", "alter database set x", " DROP series /./")) {
        assertThatThrownBy(() -> sensors.query(text))
            .isInstanceOf(ProviderException.Rejected.class);
      }
    }
    assertThat(ones.has("tank")).isTrue();
    assertThat(ones.queries())
        .noneMatch(q -> q.toLowerCase(java.util.Locale.ROOT).contains("drop"));
  }

  @Test
  void a_database_that_is_away_is_told_as_trouble() throws Exception {
    try (SwitchedSensors sensors = open()) {
      assertThat(sensors.trouble()).isEmpty();
      ones.close();
      ones.hangUp();
      assertThat(sensors.trouble()).isNotEmpty();
    }
  }
}
