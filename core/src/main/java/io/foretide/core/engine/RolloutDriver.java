package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Providers;
import io.foretide.core.model.Candidates;
import io.foretide.core.model.Model;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.rollout.Evidence;
import io.foretide.core.rollout.EvidenceReader;
import io.foretide.core.rollout.GateResult;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.Rollout;
import io.foretide.core.rollout.RolloutMode;
import io.foretide.core.rollout.RolloutState;
import io.foretide.core.rollout.Transitions;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.schedule.TrackState;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.core.time.RangeSet;
import io.foretide.core.time.WallClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes models follow their rollouts: judges, switches, switches back. Every step can be repeated,
 * and is, until the rollout's next state is stored. Thread-safe for different rollouts.
 */
final class RolloutDriver {
  private static final long JUDGE_EVERY = 10 * Instants.SECOND;
  private static final long JUDGE_AT_LEAST = 10 * Instants.MINUTE;

  /** Judging reads rows; it takes at most this part of the time. */
  private static final int LEISURE = 50;

  private final CoverageStore coverage;
  private final Providers providers;
  private final ModelBook book;
  private final ModelDesk desk;
  private final Scheduler scheduler;
  private final Keeper keeper;
  private final EvidenceReader evidence;
  private final WallClock clock;
  private final Map<Long, Long> pauses = new ConcurrentHashMap<>();
  private final Map<Long, String> troubles = new ConcurrentHashMap<>();

  /** Stores what a rollout became. */
  interface Keeper {
    Optional<Rollout> replace(Rollout next) throws ProviderException;
  }

  RolloutDriver(
      EngineParts parts, ModelBook book, ModelDesk desk, Scheduler scheduler, Keeper keeper) {
    this.coverage = parts.coverage();
    this.providers = parts.providers();
    this.book = book;
    this.desk = desk;
    this.scheduler = scheduler;
    this.keeper = keeper;
    this.clock = parts.clock();
    this.evidence = new EvidenceReader(parts.coverage(), parts.providers(), parts.rollouts());
  }

  boolean isNews(Rollout r, String trouble) {
    return !trouble.equals(troubles.put(r.id(), trouble));
  }

  void clear(Rollout r) {
    troubles.remove(r.id());
  }

  private long pause(Rollout r) {
    return pauses.getOrDefault(r.id(), JUDGE_EVERY);
  }

  /** Whether there is something to do now. */
  boolean isDue(Rollout r, long now) {
    return switch (r.state()) {
      case PROMOTING, ROLLING_BACK -> true;
      case PREDICTING, TRYING, WATCHING -> now - r.judgedAt() >= pause(r) || isOver(r, now);
      case WAITING -> now - r.judgedAt() >= pause(r);
      default -> false;
    };
  }

  void drive(Rollout r, long now) throws ProviderException {
    if (present(r).isEmpty()) {
      keeper.replace(Transitions.abandoned(r, "its models were deleted", now));
      return;
    }
    switch (r.state()) {
      case PROMOTING -> promote(r, now);
      case ROLLING_BACK -> restore(r, now);
      default -> judge(r, now);
    }
  }

  private List<Member> present(Rollout r) throws ProviderException {
    List<Member> out = new ArrayList<>();
    for (Member m : r.members()) {
      if (book.find(m.model()).isPresent()) {
        out.add(m);
      }
    }
    return out;
  }

  private void promote(Rollout r, long now) throws ProviderException {
    try {
      for (Member m : r.switched()) {
        Optional<Model> model = book.find(m.model());
        if (model.isPresent() && model.get().active().number() != m.candidate()) {
          Revision candidate = model.get().revision(m.candidate());
          long boundary = Candidates.boundary(model.get(), candidate, now);
          desk.change(Candidates.promote(model.get(), m.candidate(), boundary));
        }
      }
    } catch (ProviderException.Rejected e) {
      keeper.replace(
          r.switched().isEmpty()
              ? Transitions.abandoned(r, String.valueOf(e.getMessage()), now)
              : Transitions.failed(r, String.valueOf(e.getMessage()), now));
      return;
    }
    keeper.replace(Transitions.switched(r, now));
  }

  private void restore(Rollout r, long now) throws ProviderException {
    for (Member m : r.members()) {
      Optional<Model> found = book.find(m.model());
      if (found.isEmpty()) {
        continue;
      }
      Model model = found.get();
      if (model.active().number() == m.candidate()) {
        model = desk.change(Candidates.restore(model, m.former()));
      }
      writeOutside(model, m, now);
    }
    keeper.replace(Transitions.restored(r, now));
  }

  /**
   * What the former revision predicted in its lane was kept from an outside sink: it is predicted
   * again, this time as the owner.
   */
  private void writeOutside(Model model, Member m, long now) throws ProviderException {
    Revision former = model.revision(m.former());
    long boundary = model.revision(m.candidate()).activeFrom();
    if (providers.storage(former.definition()).isPresent()
        && boundary < now
        && former.definition().schedule() instanceof Schedule.ByTime t) {
      Range cells = t.grid().cellsTouching(new Range(boundary, now));
      coverage.uncover(
          model.id(), m.former(), RangeSet.of(cells), "the former revision is active again");
      scheduler.changed(model.id());
    }
  }

  private void judge(Rollout r, long now) throws ProviderException {
    long began = clock.monotonic();
    Evidence all = new Evidence();
    List<Member> judged = r.switched().isEmpty() ? r.members() : r.switched();
    // Asked first: what ends later than this is judged, but does not hurry the end.
    boolean over = isOver(r, now);
    for (Member m : judged) {
      Optional<Model> model = book.find(m.model());
      if (model.isPresent()) {
        evidence.read(model.get(), m, now, all);
      }
    }
    List<GateResult> results = all.judge(r.terms().gates());
    Optional<Rollout> after = keeper.replace(Transitions.judged(r, results, over, now));
    if (after.isPresent() && after.get().state().isOver()) {
      pauses.remove(r.id());
    } else {
      long cost = Math.max(0, clock.monotonic() - began);
      pauses.put(r.id(), Math.clamp(LEISURE * cost, JUDGE_EVERY, JUDGE_AT_LEAST));
    }
  }

  private boolean isOver(Rollout r, long now) {
    return switch (r.state()) {
      case WAITING -> true;
      case TRYING -> now >= r.terms().trial().to();
      case WATCHING -> now >= watchedUntil(r);
      case PREDICTING -> (!r.terms().live() || now >= r.terms().trial().to()) && lanesDone(r);
      default -> false;
    };
  }

  private long watchedUntil(Rollout r) {
    if (r.terms().watch() <= 0) {
      return r.since();
    }
    long begin = r.since();
    for (Member m : r.members()) {
      try {
        Optional<Model> model = book.find(m.model());
        if (model.isPresent() && model.get().active().number() == m.candidate()) {
          begin = Math.max(begin, model.get().active().activeFrom());
        }
      } catch (ProviderException e) {
        // Not known now: the next round asks again.
        return Long.MAX_VALUE;
      }
    }
    return Instants.plus(begin, r.terms().watch());
  }

  /** Whether all due intervals of the lanes have ended; not before planning knows the lanes. */
  private boolean lanesDone(Rollout r) {
    return scheduler.look(view -> {
      for (Member m : r.members()) {
        boolean known = view.of(m.model()).isEmpty();
        for (TrackState t : view.lanes(m.model())) {
          if (t.revision() == m.candidate()) {
            known = true;
            if (!t.missing().isEmpty()) {
              return false;
            }
          }
        }
        if (!known) {
          return false;
        }
      }
      return true;
    });
  }

  /** The instants that a member's candidate is judged over now. */
  Range span(Rollout r, Model model, Member m, long now) {
    if (r.state() == RolloutState.ROLLED_BACK || r.terms().mode() == RolloutMode.INSTANT) {
      long from = model.revision(m.candidate()).activeFrom();
      return new Range(Math.min(from, now), now);
    }
    Range span = EvidenceReader.span(model, m.candidate(), now);
    return span.isEmpty() ? r.terms().trial() : span;
  }
}
