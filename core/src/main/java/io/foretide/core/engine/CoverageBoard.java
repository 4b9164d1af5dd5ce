package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.Coverage;
import io.foretide.core.coverage.CoverageRun;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers which interval is in which visible state, and why. Thread-safe. */
final class CoverageBoard {
  private static final int STATES = VisibleState.values().length;

  private final Scheduler scheduler;
  private final CoverageStore coverage;
  private final Supplier<String> clockNotice;

  CoverageBoard(Scheduler scheduler, CoverageStore coverage, Supplier<String> clockNotice) {
    this.scheduler = scheduler;
    this.coverage = coverage;
    this.clockNotice = clockNotice;
  }

  /** The segments of all revisions whose intervals overlap a span, by revision, then time. */
  List<Segment> segments(Model model, Range instants) throws ProviderException {
    List<TrackState> tracks = scheduler.look(view -> view.of(model.id()));
    List<Segment> out = new ArrayList<>();
    for (Revision r : model.revisions()) {
      Optional<TrackState> track =
          tracks.stream().filter(t -> t.revision() == r.number()).findAny();
      if (track.isPresent() && r.definition().schedule() instanceof Schedule.ByTime t) {
        Range owned = instants.intersect(r.active());
        if (!owned.isEmpty()) {
          segments(r.number(), t.grid(), t.grid().cellsTouching(owned), track.get(), out);
        }
      } else if (track.isPresent()) {
        bypoints(r.number(), track.get(), instants, out);
      }
    }
    return out;
  }

  /** The segments of the lanes that overlap a span: what candidates predict beside their owner. */
  List<Segment> lanes(Model model, Range instants) throws ProviderException {
    List<Segment> out = new ArrayList<>();
    for (TrackState t : scheduler.look(view -> view.lanes(model.id()))) {
      Revision r = model.revision(t.revision());
      Range lane = r.lane();
      if (lane != null && r.definition().schedule() instanceof Schedule.ByTime time) {
        Range inside = instants.intersect(lane);
        if (!inside.isEmpty()) {
          segments(r.number(), time.grid(), time.grid().cellsTouching(inside), t, out);
        }
      }
    }
    return out;
  }

  private void segments(int revision, Grid grid, Range cells, TrackState track, List<Segment> out)
      throws ProviderException {
    Coverage stored = coverage.load(track.model(), revision, cells);
    RangeSet rest = RangeSet.of(cells);
    List<Segment> found = new ArrayList<>();
    for (CoverageRun run : stored.within(cells).runs()) {
      if (run.cells().to() > track.due().from()) {
        found.add(
            segment(
                revision,
                grid,
                run.cells(),
                VisibleState.of(run),
                run.reason().ordinal() == 0 ? "" : run.reason().text()));
      }
    }
    for (Segment s : found) {
      rest = rest.minus(s.cells());
    }
    add(
        found,
        revision,
        grid,
        below(rest, track.due().from()),
        VisibleState.EXPIRED,
        "before the start or older than what is kept");
    rest = rest.minus(below(rest, track.due().from()));
    RangeSet later = rest.minus(below(rest, track.due().to()));
    add(found, revision, grid, later, VisibleState.NOT_DUE, "");
    rest = rest.minus(later);
    RangeSet flying = rest.intersect(track.inFlight());
    add(found, revision, grid, flying, VisibleState.IN_FLIGHT, "being computed");
    rest = rest.minus(flying);
    for (TrackState.Waiting w : track.waiting()) {
      RangeSet waiting = rest.intersect(w.cells());
      add(found, revision, grid, waiting, VisibleState.MISSING, why(w));
      rest = rest.minus(waiting);
    }
    add(found, revision, grid, rest, VisibleState.MISSING, whyOpen(track));
    found.sort((a, b) -> Long.compare(a.cells().from(), b.cells().from()));
    out.addAll(found);
  }

  private void bypoints(int revision, TrackState track, Range instants, List<Segment> out)
      throws ProviderException {
    var closed = coverage.pointCells(track.model(), revision, new Range(0, Long.MAX_VALUE));
    Coverage stored = coverage.load(track.model(), revision, track.due());
    for (long c = closed.first(); c < closed.end(); c++) {
      Range span = closed.instants(c);
      if (!span.overlaps(instants)) {
        continue;
      }
      CoverageRun run = stored.at(c);
      VisibleState state =
          run != null
              ? VisibleState.of(run)
              : track.inFlight().contains(c) ? VisibleState.IN_FLIGHT : VisibleState.MISSING;
      out.add(
          new Segment(
              revision, new Range(c, c + 1), span, state, run == null ? "" : run.reason().text()));
    }
  }

  private static RangeSet below(RangeSet set, long end) {
    return set.intersect(new Range(Math.min(end, Long.MIN_VALUE + 1), end));
  }

  private static String why(TrackState.Waiting w) {
    return w.why()
        + "; try "
        + (w.tries() + 1)
        + " at "
        + Instants.format(w.retryAt() / Instants.SECOND * Instants.SECOND);
  }

  String whyOpen(TrackState track) {
    if (track.paused()) {
      return "the model is paused";
    }
    if (track.planFrom() > scheduler.look(view -> view.now())) {
      return "planned first at "
          + Instants.format(track.planFrom())
          + ", when the next interval falls due (scheduler.run_at_once: false)";
    }
    String notice = clockNotice.get();
    return notice.isEmpty() ? "queued" : notice;
  }

  private static void add(
      List<Segment> out, int revision, Grid grid, RangeSet cells, VisibleState state, String why) {
    cells.forEach(r -> out.add(segment(revision, grid, r, state, why)));
  }

  private static Segment segment(
      int revision, Grid grid, Range cells, VisibleState state, String why) {
    return new Segment(revision, cells, grid.instants(cells), state, why);
  }

  /** How many intervals start in each bucket, by state. */
  int[] counts(Model model, Range span, int buckets) throws ProviderException {
    int[] out = new int[buckets * STATES];
    long step = step(span, buckets);
    for (Segment s : segments(model, span)) {
      Revision r = model.revision(s.revision());
      if (r.definition().schedule() instanceof Schedule.ByTime t) {
        spread(out, t.grid(), s, span.from(), step, buckets);
      } else {
        long bucket = bucket(Math.max(span.from(), s.instants().from()), span.from(), step);
        if (bucket < buckets) {
          out[(int) bucket * STATES + s.state().ordinal()]++;
        }
      }
    }
    return out;
  }

  /** Length of a bucket; a span may be longer than what fits a signed number. */
  static long step(Range span, int buckets) {
    return Math.max(1, Long.divideUnsigned(span.to() - span.from(), buckets));
  }

  private static long bucket(long instant, long from, long step) {
    return Long.divideUnsigned(instant - from, step);
  }

  private static void spread(int[] out, Grid grid, Segment s, long from, long step, int buckets) {
    long cell = s.cells().from();
    while (cell < s.cells().to()) {
      long start = Math.max(from, grid.start(cell));
      long bucket = bucket(start, from, step);
      if (bucket >= buckets) {
        return;
      }
      long bucketEnd = from + (bucket + 1) * step;
      long next = grid.cellAt(bucketEnd - 1) + 1;
      long n = Math.min(next, s.cells().to()) - cell;
      out[(int) bucket * STATES + s.state().ordinal()] += (int) n;
      cell += Math.max(1, n);
    }
  }

  /** Due intervals of a model in a span that have not ended. */
  List<Gap> gaps(Model model, Range span) throws ProviderException {
    List<Gap> out = new ArrayList<>();
    for (Segment s : segments(model, span)) {
      if (s.state() == VisibleState.MISSING || s.state() == VisibleState.IN_FLIGHT) {
        out.add(
            new Gap(
                model.name(), s.revision(), s.instants(), s.cells().length(), s.state(), s.why()));
      }
    }
    return out;
  }
}
