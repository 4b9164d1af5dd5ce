package io.foretide.core.engine;

import io.foretide.core.commit.CoverageStore;
import io.foretide.core.error.ProviderException;
import io.foretide.core.execute.Intervals;
import io.foretide.core.model.Model;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.Revision;
import io.foretide.core.model.Schedule;
import io.foretide.core.model.Training;
import io.foretide.core.schedule.Scheduler;
import io.foretide.core.task.Claim;
import io.foretide.core.task.Claims;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells the life of one interval. Thread-safe. */
final class Explainer {
  private final CoverageBoard board;
  private final CoverageStore coverage;
  private final Claims claims;
  private final RunHistory history;
  private final Scheduler scheduler;

  Explainer(
      CoverageBoard board,
      CoverageStore coverage,
      Claims claims,
      RunHistory history,
      Scheduler scheduler) {
    this.board = board;
    this.coverage = coverage;
    this.claims = claims;
    this.history = history;
    this.scheduler = scheduler;
  }

  Explanation explain(Model model, long instant) throws ProviderException {
    List<Segment> found = board.segments(model, new Range(instant, Instants.plus(instant, 1)));
    if (found.isEmpty()) {
      throw new ProviderException.Rejected(
          "model '"
              + model.name()
              + "' has no interval at "
              + Instants.format(instant)
              + ": its first is at "
              + Instants.format(model.revisions().getFirst().activeFrom()));
    }
    Segment s = found.getLast();
    Revision r = model.revision(s.revision());
    long cell =
        r.definition().schedule() instanceof Schedule.ByTime t
            ? t.grid().cellAt(instant)
            : s.cells().from();
    Range interval =
        r.definition().schedule() instanceof Schedule.ByTime t
            ? new Range(t.grid().start(cell), t.grid().end(cell))
            : Intervals.of(coverage, model.id(), r, new Range(cell, cell + 1))[0];
    long due =
        r.definition().schedule() instanceof Schedule.ByTime t
            ? t.grid().dueAt(cell, t.delay())
            : interval.to();
    List<Explanation.Step> steps = new ArrayList<>();
    steps.add(new Explanation.Step(r.activeFrom(), owner(r)));
    Training training = r.training();
    if (training != null) {
      steps.addFirst(new Explanation.Step(r.createdAt(), trained(r.number(), training)));
    }
    steps.add(new Explanation.Step(due, dueText(r.definition(), interval)));
    steps.addAll(history.of(model.id(), r.number(), cell));
    for (Claim c : claims.all()) {
      if (c.task().model().equals(model.id())
          && c.task().revision() == r.number()
          && c.cells().contains(cell)) {
        steps.add(new Explanation.Step(c.task().plannedAt(), claimText(c)));
      }
    }
    String now = s.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    steps.add(
        new Explanation.Step(
            scheduler.look(view -> view.now()),
            "now " + now + (s.why().isEmpty() ? "" : ": " + s.why())));
    return new Explanation(model.name(), r.number(), cell, interval, due, s.state(), steps);
  }

  /** Where an interval lies. */
  Range interval(Model model, int revision, long cell) throws ProviderException {
    Range one = new Range(cell, cell + 1);
    return Intervals.of(coverage, model.id(), model.revision(revision), one)[0];
  }

  private static String owner(Revision r) {
    return "revision "
        + r.number()
        + " (settings "
        + r.fingerprint()
        + ") owns the intervals from here on";
  }

  private static String trained(int number, Training t) {
    return "revision "
        + number
        + " was trained ("
        + t.cause().text()
        + ") on "
        + t.points()
        + " values in "
        + t.data().asTime()
        + " (data "
        + t.dataFingerprint().substring(0, 16)
        + ", artifact "
        + t.artifactHash().substring(0, 16)
        + ", "
        + t.artifactSize()
        + " bytes, by version "
        + t.codeVersion()
        + ")"
        + TrainingDesk.metrics(t.metrics());
  }

  private static String dueText(ModelDefinition d, Range interval) {
    String text =
        "due: interval " + interval.asTime() + " of series " + String.join(", ", d.inputs());
    return d.schedule() instanceof Schedule.ByTime t && t.delay() > 0
        ? text + ", " + Durations.format(t.delay()) + " after its start"
        : text;
  }

  private static String claimText(Claim c) {
    return "planned as part of task "
        + c.task().claim()
        + " ("
        + c.task().cells().length()
        + " intervals, attempt "
        + c.task().attempt()
        + (c.owner().isEmpty() ? ", waiting in the queue)" : ", run by " + c.owner() + ")");
  }
}
