package io.foretide.core.late;

import io.foretide.core.clock.ClockGuard;
import io.foretide.core.model.Late;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.sensor.PointWatch;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which revisions read which series, and so which intervals a changed point concerns: those
 * that contain it, not those whose look-back does. Thread-safe; look-ups take no lock.
 */
public final class LateData implements PointWatch {
  private final ClockGuard clock;
  private final Map<String, List<Watch>> bySeries = new ConcurrentHashMap<>();
  private final Map<ModelId, List<String>> inputs = new HashMap<>();

  private record Watch(
      ModelId model, int revision, Schedule schedule, Late late, long from, long until) {}

  public LateData(ClockGuard clock) {
    this.clock = clock;
  }

  /** Watches a model's inputs from now on as its revisions say. */
  public synchronized void put(Model model) {
    remove(model.id());
    List<String> names = new ArrayList<>();
    for (Revision r : model.revisions()) {
      watch(model, r, r.activeFrom(), r.activeUntil(), names);
      Range lane = r.lane();
      if (lane != null && !lane.isEmpty()) {
        watch(model, r, lane.from(), lane.to(), names);
      }
    }
    inputs.put(model.id(), names);
  }

  private void watch(Model model, Revision r, long from, long until, List<String> names) {
    Watch watch =
        new Watch(
            model.id(),
            r.number(),
            r.definition().schedule(),
            r.definition().late(),
            Math.max(from, model.floor()),
            until);
    for (String series : r.definition().reads()) {
      bySeries.merge(series, List.of(watch), LateData::join);
      names.add(series);
    }
  }

  public synchronized void remove(ModelId model) {
    List<String> names = inputs.remove(model);
    if (names == null) {
      return;
    }
    for (String series : names) {
      bySeries.computeIfPresent(
          series,
          (k, list) -> {
            List<Watch> rest = list.stream().filter(w -> !w.model().equals(model)).toList();
            return rest.isEmpty() ? null : rest;
          });
    }
  }

  /** The models that read a series. */
  public List<ModelId> modelsOf(String series) {
    return bySeries.getOrDefault(series, List.of()).stream().map(Watch::model).distinct().toList();
  }

  private static List<Watch> join(List<Watch> a, List<Watch> b) {
    List<Watch> out = new ArrayList<>(a);
    out.addAll(b);
    return List.copyOf(out);
  }

  @Override
  public long watchedBefore(String series) {
    long before = Long.MIN_VALUE;
    List<Watch> watches = bySeries.getOrDefault(series, List.of());
    if (watches.isEmpty()) {
      return before;
    }
    long now = clock.read().now();
    for (Watch w : watches) {
      if (w.schedule() instanceof Schedule.ByTime t) {
        Grid grid = t.grid();
        long end = Math.min(w.until(), grid.start(grid.dueEnd(now, t.delay())));
        before = Math.max(before, end);
      }
    }
    return before;
  }

  @Override
  public List<Hit> changed(String series, long[] times, int n) {
    List<Watch> watches = bySeries.getOrDefault(series, List.of());
    if (watches.isEmpty() || n == 0) {
      return List.of();
    }
    long now = clock.read().now();
    List<Hit> hits = new ArrayList<>(watches.size());
    for (Watch w : watches) {
      if (w.schedule() instanceof Schedule.ByTime t) {
        RangeSet cells = hits(w, t, times, n, now);
        if (!cells.isEmpty()) {
          hits.add(new Hit(w.model(), w.revision(), cells, w.late().settle()));
        }
      }
    }
    return hits;
  }

  /** Due cells that contain a changed point and ended no longer than {@code within} ago. */
  private static RangeSet hits(Watch w, Schedule.ByTime t, long[] times, int n, long now) {
    Grid grid = t.grid();
    long dueEnd = grid.dueEnd(now, t.delay());
    long oldestEnd = Instants.minus(now, w.late().within());
    RangeSet.Builder cells = new RangeSet.Builder(4);
    long last = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      long time = times[i];
      if (time < w.from() || time >= w.until()) {
        continue;
      }
      long cell = grid.cellAt(time);
      if (cell != last && cell < dueEnd && grid.end(cell) >= oldestEnd) {
        cells.add(cell, cell + 1);
        last = cell;
      }
    }
    return cells.build();
  }

  @Override
  public List<Counter> counters(String series) {
    List<Watch> watches = bySeries.getOrDefault(series, List.of());
    List<Counter> out = List.of();
    for (Watch w : watches) {
      if (w.schedule() instanceof Schedule.ByPoints p) {
        out = new ArrayList<>(out);
        out.add(new Counter(w.model(), w.revision(), p.count(), w.from()));
      }
    }
    return out;
  }
}
