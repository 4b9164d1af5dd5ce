package io.foretide.core.engine;

import io.foretide.core.error.ProviderException;
import io.foretide.core.model.Candidates;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelFile;
import io.foretide.core.model.Order;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.rollout.Gate;
import io.foretide.core.rollout.Member;
import io.foretide.core.rollout.RolloutMode;
import io.foretide.core.rollout.RolloutTerms;
import io.foretide.core.rollout.RowKinds;
import io.foretide.core.rollout.Share;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Grid;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out what a wished rollout would do, and lets its models in. */
final class RolloutPlanner {
  private static final int MOST_MODELS = 1_000;

  private final ModelBook book;
  private final ModelDesk desk;
  private final Lookup lookup;

  RolloutPlanner(ModelBook book, ModelDesk desk) {
    this.book = book;
    this.desk = desk;
    this.lookup = new Lookup(book);
  }

  RolloutPlan plan(RolloutWish wish, long now) throws ProviderException {
    check(wish);
    Set<String> first = first(wish);
    List<RolloutPlan.Line> lines = new ArrayList<>();
    List<Gate> gates = wish.gates();
    for (String name : wish.models()) {
      Model m = lookup.model(name);
      if (m.isRolling() || desk.inRollout().contains(m.id())) {
        throw new ProviderException.Rejected(
            "model '" + name + "': a rollout is open: promote, reject or roll it back first");
      }
      Model with = withCandidate(m, wish, now);
      Revision candidate = candidate(with, wish);
      checkCandidate(m, candidate, now);
      Range lane = lane(with, candidate, wish, now);
      lines.add(
          new RolloutPlan.Line(
              name,
              candidate.number(),
              m.active().number(),
              first.contains(name),
              intervals(candidate, lane, wish)));
      if (gates.isEmpty()) {
        gates = Gate.usual(book.needs(candidate.definition()).outputs(), every(candidate) / 1e9);
      }
    }
    boolean past = wish.back() > 0;
    Range trial =
        wish.mode() == RolloutMode.INSTANT
            ? new Range(now, now)
            : past
                ? new Range(Instants.minus(now, wish.back()), now)
                : new Range(now, Instants.plus(now, wish.ahead()));
    return new RolloutPlan(
        new RolloutTerms(wish.mode(), trial, !past, wish.share(), wish.watch(), wish.auto(), gates),
        lines);
  }

  private static void check(RolloutWish wish) throws ProviderException.Rejected {
    if (wish.models().isEmpty() || wish.models().size() > MOST_MODELS) {
      throw new ProviderException.Rejected(
          "a rollout over " + wish.models().size() + " models: expected 1 to " + MOST_MODELS);
    }
    if (new HashSet<>(wish.models()).size() < wish.models().size()) {
      throw new ProviderException.Rejected("a rollout names a model twice: name each once");
    }
    boolean judgedBefore = wish.mode() == RolloutMode.SHADOW || wish.mode() == RolloutMode.PREVIEW;
    if (judgedBefore && (wish.back() > 0) == (wish.ahead() > 0)) {
      throw new ProviderException.Rejected(
          "a "
              + wish.mode().name().toLowerCase(java.util.Locale.ROOT)
              + " rollout needs what it is judged over: expected either a past span (over, such as"
              + " -30d) or a time ahead (for, such as 7d)");
    }
    if (wish.mode() == RolloutMode.CANARY && (wish.back() > 0 || wish.ahead() <= 0)) {
      throw new ProviderException.Rejected(
          "a canary rollout is judged live: expected a time ahead (for, such as 1d)");
    }
    if (wish.mode() == RolloutMode.INSTANT && (wish.back() > 0 || wish.ahead() > 0)) {
      throw new ProviderException.Rejected(
          "an instant rollout has no trial: its candidate is active at once; watch says how long it"
              + " may go without an approval");
    }
    if (wish.mode() == RolloutMode.INSTANT && wish.watch() <= 0) {
      throw new ProviderException.Rejected(
          "an instant rollout needs the time in which it must be approved: expected a watch such"
              + " as 1h");
    }
    if (!(wish.share() > 0 && wish.share() <= 1)) {
      throw new ProviderException.Rejected(
          "share " + wish.share() + ": expected above 0, at most 1");
    }
  }

  /** A canary's share of the models; at least one. */
  private static Set<String> first(RolloutWish wish) {
    Set<String> out = new HashSet<>();
    if (wish.mode() == RolloutMode.CANARY) {
      wish.models().stream().filter(n -> Share.holds(wish.share(), n)).forEach(out::add);
      if (out.isEmpty()) {
        wish.models().stream().min(Comparator.comparingDouble(Share::of)).ifPresent(out::add);
      }
    }
    return out;
  }

  private Model withCandidate(Model m, RolloutWish wish, long now) throws ProviderException {
    ModelDefinition d = wish.candidates().get(m.name());
    return d == null ? m : Candidates.add(m, desk.check(d), now);
  }

  private static Revision candidate(Model with, RolloutWish wish)
      throws ProviderException.Rejected {
    if (wish.candidates().containsKey(with.name())) {
      return with.latest();
    }
    Revision trained = newestTrained(with);
    if (trained == null) {
      throw new ProviderException.Rejected(
          "model '"
              + with.name()
              + "': it has no trained revision newer than the active one: train it first, or give"
              + " the candidate's settings in a file");
    }
    return trained;
  }

  private static @Nullable Revision newestTrained(Model m) {
    for (Revision r : m.revisions().reversed()) {
      if (r.training() != null && r.active().isEmpty() && r.number() > m.active().number()) {
        return r;
      }
    }
    return null;
  }

  private void checkCandidate(Model m, Revision candidate, long now) throws ProviderException {
    ModelDefinition d = candidate.definition();
    desk.check(d);
    if (!(d.schedule() instanceof Schedule.ByTime)
        || !(m.active().definition().schedule() instanceof Schedule.ByTime)) {
      throw new ProviderException.Rejected(
          "model '"
              + m.name()
              + "': it is driven by points, and two revisions would count them apart: rollouts are"
              + " for models with intervals of time; edit it instead");
    }
    Candidates.boundary(m, candidate, now);
    if (!d.name().equals(m.name())) {
      throw new ProviderException.Rejected(
          "model '" + m.name() + "': the candidate is named '" + d.name() + "': expected the same");
    }
    RowKinds mine = RowKinds.of(book.needs(d).outputs());
    RowKinds theirs = RowKinds.of(book.needs(m.active().definition()).outputs());
    boolean sameTarget = d.inputs().getFirst().equals(m.active().definition().inputs().getFirst());
    if (mine.isForecast() != theirs.isForecast() || (mine.isForecast() && !sameTarget)) {
      throw new ProviderException.Rejected(
          "model '"
              + m.name()
              + "': candidate and active revision must predict the same to be compared: expected"
              + (mine.isForecast() != theirs.isForecast()
                  ? " both to forecast or both to detect"
                  : " the same first input, '"
                      + m.active().definition().inputs().getFirst()
                      + "'"));
    }
  }

  private static long every(Revision r) {
    return r.definition().schedule() instanceof Schedule.ByTime t ? t.grid().every() : 0;
  }

  /** The instants that a candidate predicts beside the owner; empty if it shall not. */
  private Range lane(Model m, Revision candidate, RolloutWish wish, long now)
      throws ProviderException {
    if (wish.mode() == RolloutMode.INSTANT || wish.mode() == RolloutMode.CANARY) {
      return new Range(0, 0);
    }
    if (wish.back() <= 0) {
      return new Range(Candidates.boundary(m, candidate, now), Long.MAX_VALUE);
    }
    Grid grid = ((Schedule.ByTime) candidate.definition().schedule()).grid();
    long start = Math.max(m.floor(), m.revisions().getFirst().activeFrom());
    long from = Math.max(start, Instants.minus(now, wish.back()));
    Range cells = grid.cellsWithin(new Range(from, Math.max(from, now)));
    if (cells.isEmpty()) {
      throw new ProviderException.Rejected(
          "model '"
              + m.name()
              + "': the last "
              + Durations.format(wish.back())
              + " hold no whole interval of it since its start at "
              + Instants.format(start)
              + ": ask for a longer span, or for a time ahead");
    }
    if (cells.length() > ModelFile.MAX_INTERVALS) {
      throw new ProviderException.Rejected(
          "model '"
              + m.name()
              + "': the trial holds "
              + cells.length()
              + " intervals: expected at most "
              + ModelFile.MAX_INTERVALS);
    }
    Range whole = grid.instants(cells);
    // State that is carried on must reach the boundary at which the candidate may become active.
    boolean sequential = book.needs(candidate.definition()).order() == Order.SEQUENTIAL;
    return sequential ? new Range(whole.from(), Long.MAX_VALUE) : whole;
  }

  private static long intervals(Revision candidate, Range lane, RolloutWish wish) {
    if (lane.isEmpty()) {
      return 0;
    }
    Grid grid = ((Schedule.ByTime) candidate.definition().schedule()).grid();
    return wish.back() > 0 && lane.to() != Long.MAX_VALUE
        ? grid.cellsWithin(lane).length()
        : Math.ceilDiv(Math.max(wish.back(), wish.ahead()), grid.every());
  }

  /** Gives a model its candidate and opens the lane: one compare-and-set. */
  Member admit(RolloutPlan.Line line, RolloutWish wish, RolloutTerms terms, long now)
      throws ProviderException {
    Model before = lookup.model(line.model());
    Model with = withCandidate(before, wish, now);
    Revision candidate = candidate(with, wish);
    Range lane = lane(with, candidate, wish, now);
    Model open = lane.isEmpty() ? with : Candidates.openLane(with, candidate.number(), lane);
    Model stored = open == before ? before : desk.change(open);
    desk.register(stored);
    return new Member(
        stored.id(),
        stored.name(),
        candidate.number(),
        before.active().number(),
        terms.mode() == RolloutMode.CANARY && line.first());
  }
}
