package io.foretide.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageChunkTest {
  private static final int CELLS = CoverageChunk.CELLS;

  /** What a chunk should hold of one cell; null where it is not covered. */
  record Cell(CellState state, Reason reason) {}

  /** A write: a range that may reach beyond the chunk, and what it sets; nothing clears. */
  record Write(long from, long length, Optional<Cell> cell) {}

  @Provide
  Arbitrary<List<Write>> writes() {
    Arbitrary<Optional<Cell>> cells =
        Combinators.combine(Arbitraries.of(CellState.class), Arbitraries.of(Reason.class))
            .as(Cell::new)
            .optional(0.7);
    return Combinators.combine(
            Arbitraries.longs().between(-500, CELLS + 500),
            Arbitraries.longs().between(0, 3000),
            cells)
        .as(Write::new)
        .list()
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<Long> indexes() {
    return Arbitraries.longs().between(-1_000_000, 1_000_000);
  }

  private static @Nullable Cell[] fill(CoverageChunk chunk, List<Write> writes) {
    @Nullable Cell[] oracle = new Cell[CELLS];
    long base = chunk.index() * CELLS;
    for (Write w : writes) {
      Range range = new Range(base + w.from, base + w.from + w.length);
      Cell cell = w.cell.orElse(null);
      if (cell == null) {
        chunk.clear(range);
      } else {
        chunk.set(range, cell.state, cell.reason);
      }
      int from = (int) Math.clamp(w.from, 0, CELLS);
      int to = (int) Math.clamp(w.from + w.length, 0, CELLS);
      Arrays.fill(oracle, from, to, cell);
    }
    return oracle;
  }

  private static @Nullable Cell[] read(CoverageChunk chunk) {
    List<CoverageRun> runs = new ArrayList<>();
    chunk.runs(runs);
    @Nullable Cell[] out = new Cell[CELLS];
    long base = chunk.index() * CELLS;
    for (CoverageRun run : runs) {
      for (long c = run.cells().from(); c < run.cells().to(); c++) {
        assertThat(out[(int) (c - base)]).isNull();
        out[(int) (c - base)] = new Cell(run.state(), run.reason());
      }
    }
    for (int i = 1; i < runs.size(); i++) {
      CoverageRun a = runs.get(i - 1);
      CoverageRun b = runs.get(i);
      boolean joined =
          a.cells().to() == b.cells().from() && a.state() == b.state() && a.reason() == b.reason();
      assertThat(joined).as("equal neighbours are one run").isFalse();
    }
    return out;
  }

  @Property(tries = 300)
  void a_chunk_holds_what_an_array_of_cells_would(
      @ForAll("indexes") long index, @ForAll("writes") List<Write> writes) {
    CoverageChunk chunk = new CoverageChunk(index);
    @Nullable Cell[] oracle = fill(chunk, writes);
    assertThat(read(chunk)).isEqualTo(oracle);
    assertThat(chunk.isEmpty()).isEqualTo(Arrays.stream(oracle).allMatch(c -> c == null));
  }

  @Property(tries = 300)
  void the_coded_form_reads_back_the_same(
      @ForAll("indexes") long index, @ForAll("writes") List<Write> writes) {
    CoverageChunk chunk = new CoverageChunk(index);
    @Nullable Cell[] oracle = fill(chunk, writes);
    byte[] coded = chunk.encode();
    CoverageChunk again = CoverageChunk.decode(index, coded);
    assertThat(read(again)).isEqualTo(oracle);
    assertThat(again.encode()).isEqualTo(coded);
  }

  @Property
  void any_bytes_are_read_or_refused(@ForAll byte[] bytes) {
    byte[] damaged = bytes.length == 0 ? bytes : bytes.clone();
    if (damaged.length > 0) {
      damaged[0] = 1;
    }
    try {
      CoverageChunk chunk = CoverageChunk.decode(7, damaged);
      assertThat(read(chunk)).hasSize(CELLS);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("coverage chunk 7");
    }
  }

  @Test
  void a_full_chunk_takes_four_bytes_and_an_empty_one_takes_one() {
    CoverageChunk chunk = new CoverageChunk(-3);
    assertThat(chunk.encode()).hasSize(1);
    chunk.set(chunk.cells(), CellState.PREDICTED, Reason.NONE);
    assertThat(chunk.encode()).hasSize(4);
  }

  @Test
  void damaged_or_newer_bytes_are_refused() {
    assertThatThrownBy(() -> CoverageChunk.decode(5, new byte[0])).hasMessageContaining("chunk 5");
    assertThatThrownBy(() -> CoverageChunk.decode(5, new byte[] {2}))
        .hasMessageContaining("damaged or newer");
    assertThatThrownBy(() -> CoverageChunk.decode(5, new byte[] {1, (byte) 0xf9, 1}))
        .hasMessageContaining("code 249 is not known");
    assertThatThrownBy(() -> CoverageChunk.decode(5, new byte[] {1, 1}))
        .hasMessageContaining("cut short");
    assertThatThrownBy(() -> CoverageChunk.decode(5, new byte[] {1, 1, (byte) 0xff, 0x7f}))
        .hasMessageContaining("more than 4096 cells");
  }

  @Test
  void runs_of_neighbouring_chunks_join() {
    CoverageChunk left = new CoverageChunk(0);
    CoverageChunk right = new CoverageChunk(1);
    left.set(new Range(4000, 5000), CellState.EMPTY, Reason.NO_DATA);
    right.set(new Range(4000, 5000), CellState.EMPTY, Reason.NO_DATA);
    List<CoverageRun> runs = new ArrayList<>();
    left.runs(runs);
    right.runs(runs);
    assertThat(runs)
        .containsExactly(new CoverageRun(new Range(4000, 5000), CellState.EMPTY, Reason.NO_DATA));
    assertThat(CoverageChunk.indexOf(-1)).isEqualTo(-1);
  }
}
