package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.coverage.Counts;
import io.foretide.core.engine.Engine.ModelOrder;
import io.foretide.core.engine.ModelStatus.Health;
import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelId;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.schedule.TrackView;
import io.foretide.core.time.Instants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers how the models are doing. Thread-safe. */
final class StatusBoard {
  private final ModelBook book;
  private final Scheduler scheduler;
  private final CoverageStore coverage;

  StatusBoard(ModelBook book, Scheduler scheduler, CoverageStore coverage) {
    this.book = book;
    this.scheduler = scheduler;
    this.coverage = coverage;
  }

  /** A model's numbers without its settings. */
  record Line(ModelBook.Label label, Health health, Tally tally, long lag, long nextDue) {}

  /** What a page of models shows. */
  List<ModelStatus> page(
      String search, @Nullable Health health, ModelOrder order, int offset, int limit)
      throws ProviderException {
    List<Line> lines = lines(search);
    if (health != null) {
      lines.removeIf(l -> l.health() != health);
    }
    lines.sort(comparator(order));
    List<ModelStatus> out = new ArrayList<>();
    for (int i = offset; i < Math.min(lines.size(), offset + limit); i++) {
      Optional<Model> model = book.find(lines.get(i).label().id());
      if (model.isPresent()) {
        out.add(status(model.get()));
      }
    }
    return out;
  }

  private static Comparator<Line> comparator(ModelOrder order) {
    Comparator<Line> byName = Comparator.comparing(l -> l.label().name());
    return switch (order) {
      case NAME -> byName;
      case LAG -> Comparator.comparingLong((Line l) -> -l.lag()).thenComparing(byName);
      case WORST_FIRST ->
          Comparator.comparing(Line::health)
              .thenComparing(Comparator.comparingLong((Line l) -> -l.lag()))
              .thenComparing(byName);
    };
  }

  List<Line> lines(String search) throws ProviderException {
    String wanted = search.toLowerCase(Locale.ROOT);
    recount();
    return scheduler.look(view -> {
      List<Line> out = new ArrayList<>(book.size());
      for (ModelBook.Label label : book.labels()) {
        if (label.name().toLowerCase(Locale.ROOT).contains(wanted)
            || label.group().toLowerCase(Locale.ROOT).contains(wanted)) {
          out.add(line(label, view.of(label.id()), view.now()));
        }
      }
      return out;
    });
  }

  private static Line line(ModelBook.Label label, List<TrackState> tracks, long now) {
    long lag = 0;
    long next = Long.MAX_VALUE;
    for (TrackState t : tracks) {
      if (t.oldestDue() != Long.MAX_VALUE && t.oldestDue() != Long.MIN_VALUE) {
        lag = Math.max(lag, now - t.oldestDue());
      }
      next = Math.min(next, t.nextDue());
    }
    return new Line(label, health(tracks), tally(tracks), Math.max(0, lag), next);
  }

  private static Health health(List<TrackState> tracks) {
    boolean paused = !tracks.isEmpty();
    boolean failing = false;
    boolean behind = false;
    boolean filling = false;
    for (TrackState t : tracks) {
      paused &= t.paused();
      failing |= t.lastFailed() || !t.waiting().isEmpty();
      if (t.missing().count() > 2) {
        behind |= t.everCaughtUp();
        filling |= !t.everCaughtUp();
      }
    }
    if (paused) {
      return Health.PAUSED;
    }
    return failing ? Health.FAILING : behind ? Health.BEHIND : filling ? Health.FILLING : Health.OK;
  }

  private static Tally tally(List<TrackState> tracks) {
    Tally out = Tally.ZERO;
    for (TrackState t : tracks) {
      long covered = t.due().length() - t.missing().count();
      long failed = Math.min(covered, t.counts().failed());
      long empty = Math.min(covered - failed, t.counts().empty());
      long handedOff = Math.min(covered - failed - empty, t.counts().handedOff());
      long inFlight = t.inFlight().count();
      out =
          out.plus(
              new Tally(
                  covered - failed - empty - handedOff,
                  empty,
                  failed,
                  inFlight,
                  t.missing().count() - inFlight,
                  handedOff));
    }
    return out;
  }

  private Counts counts(TrackState t) throws ProviderException {
    return t.inRollout()
        ? Counts.of(coverage.load(t.model(), t.revision(), t.due()).within(t.due()))
        : coverage.counts(t.model(), t.revision());
  }

  private void recount() throws ProviderException {
    recount(scheduler.look(TrackView::stale));
  }

  /** Asks the store again for counts that went stale when cells were un-covered. */
  private void recount(List<TrackState> stale) throws ProviderException {
    if (stale.isEmpty()) {
      return;
    }
    Map<TrackState, Counts> fresh = new HashMap<>();
    for (TrackState t : stale) {
      fresh.put(t, counts(t));
    }
    scheduler.look(view -> {
      fresh.forEach((t, counts) -> view.recount(t.model(), t.revision(), counts));
      return true;
    });
  }

  ModelStatus status(Model model) throws ProviderException {
    ModelId id = model.id();
    recount(scheduler.look(view -> view.stale(id)));
    List<TrackState> tracks = scheduler.look(view -> view.of(id));
    long now = scheduler.look(view -> view.now());
    Line line =
        line(
            new ModelBook.Label(id, model.name(), model.definition().group(), model.version()),
            tracks,
            now);
    String trouble = "";
    long retries = 0;
    for (TrackState t : tracks) {
      trouble = t.trouble().isEmpty() ? trouble : t.trouble();
      retries += t.retries();
    }
    return new ModelStatus(
        model,
        book.needs(model.definition()),
        line.health(),
        line.tally(),
        frontier(model, tracks),
        line.lag(),
        line.nextDue(),
        trouble,
        retries,
        scheduler.training(id));
  }

  /** Where the first gap begins, or else where the due intervals end. */
  private static long frontier(Model model, List<TrackState> tracks) {
    long end = model.floor();
    for (TrackState t : tracks) {
      Revision r = model.revision(t.revision());
      if (r.definition().schedule() instanceof Schedule.ByTime time) {
        if (!t.missing().isEmpty()) {
          return time.grid().start(t.missing().first());
        }
        if (!t.due().isEmpty()) {
          end = Math.max(end, time.grid().start(t.due().to()));
        }
      }
    }
    return end;
  }

  /** The whole service; rates come from the engine's meter. */
  EngineStatus whole(
      long now,
      long startedAt,
      double commitsPerSecond,
      double intervalsPerSecond,
      String clockNotice,
      String queueNotice)
      throws ProviderException {
    List<Line> lines = lines("");
    EnumMap<Health, Long> healths = new EnumMap<>(Health.class);
    Tally tally = Tally.ZERO;
    long[] lags = new long[lines.size()];
    for (int i = 0; i < lags.length; i++) {
      Line l = lines.get(i);
      healths.merge(l.health(), 1L, Long::sum);
      tally = tally.plus(l.tally());
      lags[i] = l.lag();
    }
    Arrays.sort(lags);
    long open = tally.missing() + tally.inFlight();
    double seconds = open == 0 ? 0 : intervalsPerSecond > 0.01 ? open / intervalsPerSecond : -1;
    return new EngineStatus(
        now,
        startedAt,
        lines.size(),
        healths.getOrDefault(Health.PAUSED, 0L),
        healths.getOrDefault(Health.BEHIND, 0L),
        healths.getOrDefault(Health.FAILING, 0L),
        healths.getOrDefault(Health.FILLING, 0L),
        tally,
        duePerHour(),
        commitsPerSecond,
        lags.length == 0 ? 0 : lags[(int) Math.ceil(0.99 * lags.length) - 1],
        lags.length == 0 ? 0 : lags[lags.length - 1],
        seconds,
        scheduler.retries(),
        clockNotice,
        queueNotice);
  }

  private double duePerHour() {
    return scheduler.look(view -> {
      double[] sum = {0};
      view.forEach(t -> {
        if (t.every() > 0 && t.nextDue() != Long.MAX_VALUE) {
          sum[0] += (double) Instants.HOUR / t.every();
        }
      });
      return sum[0];
    });
  }
}
