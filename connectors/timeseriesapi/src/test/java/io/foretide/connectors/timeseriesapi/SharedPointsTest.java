package io.foretide.connectors.timeseriesapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.error.ProviderException;
import io.foretide.core.frame.PointColumn;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SharedPointsTest {
  private static final Range HOUR = new Range(0, Instants.HOUR);
  private static final Range NEXT = new Range(Instants.HOUR, 2 * Instants.HOUR);

  private final HandClock clock = new HandClock();
  private final List<String> asked = new ArrayList<>();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final SharedPoints points = new SharedPoints(this::source, clock);

  private static Tag tag(String name) {
    return new Tag("id-" + name, name, "1903", Map.of());
  }

  private synchronized List<PointColumn> source(List<Tag> series, Range range)
      throws ProviderException {
    List<PointColumn> out = new ArrayList<>();
    for (Tag t : series) {
      asked.add(t.name() + "@" + range.from() / Instants.HOUR);
      PointColumn column = new PointColumn();
      if (!t.name().equals("silent")) {
        column.add(range.from(), t.name().length());
      }
      out.add(column);
    }
    if (broken.get()) {
      throw new ProviderException.Transient("it is down", null);
    }
    return out;
  }

  private List<String> asked() {
    List<String> out = List.copyOf(asked);
    asked.clear();
    return out;
  }

  @Test
  void a_series_and_range_is_asked_for_once_within_seconds() throws Exception {
    points.read(List.of(tag("a"), tag("b")), HOUR);
    assertThat(asked()).containsExactly("a@0", "b@0");
    List<PointColumn> again = points.read(List.of(tag("b"), tag("ccc"), tag("a")), HOUR);
    assertThat(asked()).containsExactly("ccc@0");
    assertThat(again).extracting(c -> c.values()[0]).containsExactly(1.0, 3.0, 1.0);
    points.read(List.of(tag("a")), NEXT);
    assertThat(asked()).containsExactly("a@1");
    clock.pass(21 * Instants.SECOND);
    points.read(List.of(tag("a")), HOUR);
    assertThat(asked()).as("what is old is not believed").containsExactly("a@0");
  }

  @Test
  void no_points_and_trouble_are_not_kept() throws Exception {
    points.read(List.of(tag("silent")), HOUR);
    points.read(List.of(tag("silent")), HOUR);
    assertThat(asked()).containsExactly("silent@0", "silent@0");
    broken.set(true);
    assertThatThrownBy(() -> points.read(List.of(tag("a")), HOUR)).hasMessage("it is down");
    broken.set(false);
    points.read(List.of(tag("a")), HOUR);
    assertThat(asked()).containsExactly("a@0", "a@0");
  }

  @Test
  void who_comes_while_it_is_read_waits_for_that() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<String> slow = new ArrayList<>();
    SharedPoints shared =
        new SharedPoints(
            (series, range) -> {
              slow.add("read");
              reading.countDown();
              try {
                assertThat(go.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              PointColumn column = new PointColumn();
              column.add(1, 7);
              return List.of(column);
            },
            clock);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<PointColumn>> first = threads.submit(() -> shared.read(List.of(tag("a")), HOUR));
      assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
      Future<List<PointColumn>> second = threads.submit(() -> shared.read(List.of(tag("a")), HOUR));
      go.countDown();
      assertThat(first.get().getFirst()).isSameAs(second.get().getFirst());
      assertThat(slow).hasSize(1);
    }
  }
}
