package io.foretide.store.codec;

import io.foretide.core.coverage.CellState;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.coverage.Reason;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cells, their states and short texts as bytes. */
public final class Cells {
  private static final int MOST = 100_000_000;

  private Cells() {}

  public static void put(Bytes out, Range cells) {
    out.putSigned(cells.from());
    out.putSigned(cells.to());
  }

  public static Range range(Reader in) {
    return new Range(in.getSigned(), in.getSigned());
  }

  public static void put(Bytes out, RangeSet cells) {
    out.putUnsigned(cells.size());
    cells.forEach(r -> put(out, r));
  }

  public static RangeSet set(Reader in) {
    int n = in.getCount(MOST);
    RangeSet.Builder out = new RangeSet.Builder(n);
    for (int i = 0; i < n; i++) {
      Range r = range(in);
      out.add(r.from(), r.to());
    }
    return out.build();
  }

  public static void put(Bytes out, Coverage coverage) {
    out.putUnsigned(coverage.runs().size());
    for (CoverageRun r : coverage.runs()) {
      put(out, r.cells());
      out.put(r.state().ordinal());
      out.put(r.reason().code());
    }
  }

  public static Coverage coverage(Reader in) {
    int n = in.getCount(MOST);
    List<CoverageRun> runs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Range cells = range(in);
      runs.add(new CoverageRun(cells, CellState.values()[in.get()], Reason.ofCode(in.get())));
    }
    return new Coverage(runs);
  }

  public static void put(Bytes out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putUnsigned(bytes.length);
    out.put(bytes);
  }

  public static String text(Reader in) {
    return new String(in.get(in.getCount(MOST)), StandardCharsets.UTF_8);
  }
}
