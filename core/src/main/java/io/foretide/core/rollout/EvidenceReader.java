package io.foretide.core.rollout;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.Counts;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Providers;
import io.foretide.core.frame.Frame;
import io.foretide.core.frame.FrameQuery;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.Arrays;
import java.util.List;

/** Gathers what the stores know of a candidate and the active revision. Thread-safe. */
public final class EvidenceReader {
  private static final int ROWS = 50_000;
  private static final int RUNS = 500;

  private final CoverageStore coverage;
  private final Providers providers;
  private final RolloutSources sources;

  public EvidenceReader(CoverageStore coverage, Providers providers, RolloutSources sources) {
    this.coverage = coverage;
    this.providers = providers;
    this.sources = sources;
  }

  /**
   * The instants that a model's candidate is judged over now: its lane, or what it owns once it is
   * active.
   */
  public static Range span(Model model, int candidate, long now) {
    Revision r = model.revision(candidate);
    Range lane = r.lane();
    Range whole = r.active().isEmpty() && lane != null ? lane : r.active();
    return new Range(whole.from(), Math.max(whole.from(), Math.min(whole.to(), now)));
  }

  /** Adds what is known of one model. */
  public void read(Model model, Member member, long now, Evidence into) throws ProviderException {
    Revision candidate = model.revision(member.candidate());
    Range span = span(model, member.candidate(), now);
    if (span.isEmpty()) {
      return;
    }
    boolean switched = !candidate.active().isEmpty();
    intervals(model, member, span, switched, now, into);
    into.latencies(
        sources.runs().secondsPerInterval(model.id(), member.candidate(), RUNS),
        sources.runs().secondsPerInterval(model.id(), member.former(), RUNS));
    Comparison rows = new Comparison();
    ModelDefinition d = candidate.definition();
    // Scaled alike for every candidate of the same active revision.
    long back = SeasonalNaive.distance(model.revision(member.former()).definition());
    long width = Math.max(1, d.resolution()) * ROWS;
    for (long at = span.from(); at < span.to(); at = Instants.plus(at, width)) {
      Range slice = new Range(at, Math.min(span.to(), Instants.plus(at, width)));
      Frame mine = sources.predictions().latestOf(model.id(), member.candidate(), slice, 0);
      Frame theirs =
          switched
              ? sources.predictions().latestOf(model.id(), member.former(), slice, 0)
              : sources.predictions().latest(model.id(), slice, 0);
      compare(d, back, slice, mine, theirs, rows);
    }
    into.rows(rows);
  }

  private void intervals(
      Model model, Member member, Range span, boolean switched, long now, Evidence into)
      throws ProviderException {
    Revision candidate = model.revision(member.candidate());
    Ended mine = ended(model, candidate, span, now);
    Ended theirs = Ended.NONE;
    if (switched) {
      theirs = ended(model, model.revision(member.former()), span, now);
    } else {
      for (Revision r : model.revisions()) {
        theirs = theirs.plus(ended(model, r, span.intersect(r.active()), now));
      }
    }
    into.intervals(mine.due(), mine.counts(), theirs.due(), theirs.counts());
  }

  private record Ended(long due, Counts counts) {
    static final Ended NONE = new Ended(0, Counts.ZERO);

    Ended plus(Ended o) {
      return new Ended(due + o.due, counts.plus(o.counts));
    }
  }

  private Ended ended(Model model, Revision r, Range span, long now) throws ProviderException {
    if (span.isEmpty() || !(r.definition().schedule() instanceof Schedule.ByTime t)) {
      return Ended.NONE;
    }
    Range inside = t.grid().cellsWithin(span);
    long dueEnd = Math.min(inside.to(), t.grid().dueEnd(now, t.delay()));
    Range due = new Range(inside.from(), Math.max(inside.from(), dueEnd));
    return due.isEmpty()
        ? Ended.NONE
        : new Ended(
            due.length(), Counts.of(coverage.load(model.id(), r.number(), due).within(due)));
  }

  private void compare(
      ModelDefinition d, long back, Range span, Frame mine, Frame theirs, Comparison into)
      throws ProviderException {
    RowKinds kinds = RowKinds.of(mine.names());
    RowKinds other = RowKinds.of(theirs.names());
    int[][] pairs = pairs(mine.times(), theirs.times());
    if (pairs[0].length == 0) {
      return;
    }
    if (kinds.isForecast() && other.isForecast()) {
      Frame actual =
          providers
              .sensorData(d)
              .read(
                  new FrameQuery(
                      List.of(d.inputs().getFirst()),
                      new Range(Instants.minus(span.from(), back), span.to()),
                      d.resolution(),
                      d.aggregation()));
      double[] y = new double[pairs[0].length];
      double[] naive = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        long t = mine.times()[pairs[0][i]];
        y[i] = at(actual, t);
        naive[i] = at(actual, Instants.minus(t, back));
      }
      into.forecasts(y, naive, side(mine, kinds, pairs[0]), side(theirs, other, pairs[1]));
    } else if (!kinds.score().isEmpty() && !other.score().isEmpty()) {
      into.scores(
          pick(mine.column(kinds.score()), pairs[0]), pick(theirs.column(other.score()), pairs[1]));
    }
  }

  private static Comparison.Forecasts side(Frame rows, RowKinds kinds, int[] at) {
    int n = kinds.bands().size();
    double[][] low = new double[n][];
    double[][] high = new double[n][];
    double[] level = new double[n];
    for (int b = 0; b < n; b++) {
      low[b] = pick(rows.column(kinds.bands().get(b).low()), at);
      high[b] = pick(rows.column(kinds.bands().get(b).high()), at);
      level[b] = kinds.bands().get(b).level();
    }
    return new Comparison.Forecasts(pick(rows.column(kinds.mean()), at), low, high, level);
  }

  private static double[] pick(double[] column, int[] at) {
    double[] out = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      out[i] = column[at[i]];
    }
    return out;
  }

  /** Where both have the same time, as indexes into either. */
  private static int[][] pairs(long[] a, long[] b) {
    int[] x = new int[Math.min(a.length, b.length)];
    int[] y = new int[x.length];
    int n = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        x[n] = i++;
        y[n++] = j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return new int[][] {Arrays.copyOf(x, n), Arrays.copyOf(y, n)};
  }

  private static double at(Frame frame, long instant) {
    int row = frame.rowAt(instant);
    return row < frame.rows() && frame.times()[row] == instant ? frame.column(0)[row] : Double.NaN;
  }
}
