package io.foretide.store;

import static io.foretide.store.Fixture.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.commit.CommitReceipt;
import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Counts;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.Reason;
import io.foretide.core.task.Task;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.store.sql.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Any order of commits, re-runs, late changes and restarts, against a plain map of cells. */
@ParameterizedClass
@EnumSource(Engine.class)
class InterleavingTest {
  private final Engine engine;

  InterleavingTest(Engine engine) {
    this.engine = engine;
  }

  private static final int CELLS = 9000;
  @TempDir Path folder;

  private record Cell(CellState state, double value) {}

  @Test
  void coverage_counts_and_rows_are_those_of_a_plain_map() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      Path here = folder.resolve("seed" + seed);
      try (Fixture f = new Fixture(here, engine)) {
        f.store.models().create(Fixture.model("m"));
        run(f, new Random(seed));
        assertThat(f.store.check()).isEmpty();
      }
    }
  }

  private static void run(Fixture f, Random random) throws Exception {
    TreeMap<Long, Cell> oracle = new TreeMap<>();
    List<Task> flying = new ArrayList<>();
    for (int step = 0; step < 250; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> send(f, random, oracle, flying);
        case 4, 5, 6 -> commit(f, random, oracle, flying);
        case 7 -> {
          Range cells = cells(random, 300);
          RangeSet gone = f.store.coverage().uncover(MODEL, 1, RangeSet.of(cells), "test");
          var part = oracle.subMap(cells.from(), cells.to());
          assertThat(gone.count()).isEqualTo(part.size());
          part.clear();
        }
        case 8 -> f.claims.markStale(MODEL, 1, RangeSet.of(cells(random, 50)));
        default -> {
          if (random.nextInt(3) == 0) {
            flying.clear();
            f.reopen();
          } else {
            f.now.addAndGet(2 * Fixture.MINUTE);
            f.store
                .coverage()
                .settle(f.now.get())
                .forEach(u -> u.cells().forEach(r -> oracle.subMap(r.from(), r.to()).clear()));
          }
        }
      }
      if (step % 10 == 0) {
        check(f, oracle);
      }
    }
    check(f, oracle);
  }

  private static Range cells(Random random, int most) {
    long from = random.nextInt(CELLS);
    return new Range(from, from + 1 + random.nextInt(most));
  }

  private static void send(
      Fixture f, Random random, TreeMap<Long, Cell> oracle, List<Task> flying) {
    Range cells = cells(random, 60);
    boolean free =
        oracle.subMap(cells.from(), cells.to()).isEmpty()
            && f.claims.inFlight(MODEL, 1).intersect(cells).isEmpty();
    if (free) {
      flying.add(f.claim(cells.from(), cells.to()));
    }
  }

  private static void commit(
      Fixture f, Random random, TreeMap<Long, Cell> oracle, List<Task> flying) throws Exception {
    if (flying.isEmpty()) {
      return;
    }
    Task task = flying.get(random.nextInt(flying.size()));
    long at = task.cells().from();
    List<OutcomePart> parts = new ArrayList<>();
    Map<Long, Cell> wanted = new TreeMap<>();
    while (at < task.cells().to()) {
      long to = Math.min(task.cells().to(), at + 1 + random.nextInt(20));
      Range r = new Range(at, to);
      int kind = random.nextInt(4);
      double value = random.nextInt(1000);
      CellState state =
          kind == 0 ? CellState.EMPTY : kind == 1 ? CellState.FAILED : CellState.PREDICTED;
      parts.add(
          switch (state) {
            case EMPTY -> OutcomePart.empty(r, Reason.NO_DATA, "nothing " + random.nextInt(3));
            case FAILED -> OutcomePart.failed(r, Reason.MODEL_ERROR, "broken");
            case PREDICTED -> Fixture.predicted(at, to, 3, value);
          });
      for (long c = at; c < to; c++) {
        wanted.put(c, new Cell(state, value));
      }
      at = to;
    }
    CommitReceipt receipt = f.commit(task, parts.toArray(OutcomePart[]::new));
    assertThat(receipt.covered().plus(receipt.refused())).isEqualTo(RangeSet.of(task.cells()));
    assertThat(receipt.covered().intersect(receipt.refused()).isEmpty()).isTrue();
    receipt
        .covered()
        .forEach(r -> {
          for (long c = r.from(); c < r.to(); c++) {
            oracle.put(c, java.util.Objects.requireNonNull(wanted.get(c)));
          }
        });
  }

  private static void check(Fixture f, TreeMap<Long, Cell> oracle) throws Exception {
    long[] counts = new long[3];
    oracle.values().forEach(c -> counts[c.state().ordinal()]++);
    assertThat(f.store.coverage().counts(MODEL, 1))
        .isEqualTo(new Counts(counts[0], counts[1], counts[2]));
    TreeMap<Long, CellState> stored = new TreeMap<>();
    for (CoverageRun r : f.coverage().runs()) {
      for (long c = r.cells().from(); c < r.cells().to(); c++) {
        stored.put(c, r.state());
      }
    }
    assertThat(stored.keySet()).isEqualTo(oracle.keySet());
    oracle.forEach((c, cell) -> assertThat(stored.get(c)).isEqualTo(cell.state()));
    var rows =
        f.store.predictions().origins(MODEL, new Range(0, Long.MAX_VALUE), Integer.MAX_VALUE);
    Map<Long, Double> values = new TreeMap<>();
    rows.forEach(r -> values.put(r.block().origin(), r.block().values()[0][2]));
    oracle.forEach((c, cell) -> {
      Double value = values.get((c + 1) * Fixture.MINUTE);
      if (cell.state() == CellState.PREDICTED) {
        assertThat(value).isEqualTo(cell.value());
      } else {
        assertThat(value).isNull();
      }
    });
  }
}
