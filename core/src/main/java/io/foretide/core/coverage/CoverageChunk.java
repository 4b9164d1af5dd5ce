package io.foretide.core.coverage;

import io.foretide.core.time.Range;
import java.util.Arrays;
import java.util.List;

/**
 * The states of {@value #CELLS} neighbouring cells, starting at {@code index * CELLS}: one byte a
 * cell in memory, run-length coded at rest. Not thread-safe.
 */
public final class CoverageChunk {
  /** Cells of a chunk. */
  public static final int CELLS = 4096;

  private static final byte VERSION = 1;
  private final long index;
  private final byte[] codes = new byte[CELLS];

  public CoverageChunk(long index) {
    this.index = index;
  }

  /** The chunk that holds a cell. */
  public static long indexOf(long cell) {
    return Math.floorDiv(cell, CELLS);
  }

  /**
   * Reads the coded form.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of a newer version
   */
  public static CoverageChunk decode(long index, byte[] bytes) {
    CoverageChunk chunk = new CoverageChunk(index);
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "coverage chunk " + index + " is damaged or newer than this program: expected format 1");
    }
    int at = 1;
    int cell = 0;
    while (at < bytes.length) {
      byte code = bytes[at++];
      if (code != 0 && ((code & 3) == 0 || !Reason.isCode((code & 0xff) >>> 2))) {
        throw new IllegalArgumentException(
            "coverage chunk " + index + " is damaged: code " + (code & 0xff) + " is not known");
      }
      int n = 0;
      int shift = 0;
      int b;
      do {
        if (at >= bytes.length || shift > 14) {
          throw new IllegalArgumentException("coverage chunk " + index + " is cut short");
        }
        b = bytes[at++];
        n |= (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      if (cell + n > CELLS) {
        throw new IllegalArgumentException(
            "coverage chunk " + index + " holds more than " + CELLS + " cells");
      }
      Arrays.fill(chunk.codes, cell, cell + n, code);
      cell += n;
    }
    return chunk;
  }

  /**
   * The coded form: a version byte, then (code, length as varint) pairs; trailing missing cells are
   * left out.
   */
  public byte[] encode() {
    byte[] out = new byte[16];
    int n = 0;
    out[n++] = VERSION;
    int cell = 0;
    while (cell < CELLS) {
      int end = cell + 1;
      while (end < CELLS && codes[end] == codes[cell]) {
        end++;
      }
      if (end == CELLS && codes[cell] == 0) {
        break;
      }
      if (n + 4 > out.length) {
        out = Arrays.copyOf(out, 2 * out.length);
      }
      out[n++] = codes[cell];
      int length = end - cell;
      while (length >= 0x80) {
        out[n++] = (byte) (length | 0x80);
        length >>>= 7;
      }
      out[n++] = (byte) length;
      cell = end;
    }
    return Arrays.copyOf(out, n);
  }

  public long index() {
    return index;
  }

  /** The cells of this chunk. */
  public Range cells() {
    return new Range(index * CELLS, (index + 1) * CELLS);
  }

  /** Sets the part of a range that lies in this chunk. */
  public void set(Range cells, CellState state, Reason reason) {
    fill(cells, code(state, reason));
  }

  /** Makes the part of a range that lies in this chunk not covered. */
  public void clear(Range cells) {
    fill(cells, (byte) 0);
  }

  private void fill(Range cells, byte code) {
    Range cut = cells().intersect(cells);
    int base = (int) (cut.from() - index * CELLS);
    Arrays.fill(codes, base, base + (int) cut.length(), code);
  }

  public boolean isEmpty() {
    for (byte code : codes) {
      if (code != 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds this chunk's runs to a list, joining with the list's last run where they touch. */
  public void runs(List<CoverageRun> out) {
    long base = index * CELLS;
    int cell = 0;
    while (cell < CELLS) {
      int end = cell + 1;
      while (end < CELLS && codes[end] == codes[cell]) {
        end++;
      }
      if (codes[cell] != 0) {
        CellState state = state(codes[cell]);
        Reason reason = reason(codes[cell]);
        CoverageRun last = out.isEmpty() ? null : out.getLast();
        if (last != null
            && last.cells().to() == base + cell
            && last.state() == state
            && last.reason() == reason) {
          out.set(
              out.size() - 1,
              new CoverageRun(new Range(last.cells().from(), base + end), state, reason));
        } else {
          out.add(new CoverageRun(new Range(base + cell, base + end), state, reason));
        }
      }
      cell = end;
    }
  }

  private static byte code(CellState state, Reason reason) {
    return (byte) ((state.ordinal() + 1) | (reason.code() << 2));
  }

  private static CellState state(byte code) {
    return switch (code & 3) {
      case 1 -> CellState.PREDICTED;
      case 2 -> CellState.EMPTY;
      default -> CellState.FAILED;
    };
  }

  private static Reason reason(byte code) {
    return Reason.ofCode((code & 0xff) >>> 2);
  }
}
