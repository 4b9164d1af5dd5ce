package io.foretide.models.regime;

import io.foretide.core.commit.OutcomePart;
import io.foretide.core.coverage.Reason;
import io.foretide.core.frame.Frame;
import io.foretide.core.grade.Grade;
import io.foretide.core.grade.Grader;
import io.foretide.core.grade.Sample;
import io.foretide.core.grade.SeriesGrade;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.run.RunRequest;
import io.foretide.core.run.RunResult;
import io.foretide.core.time.Instants;
import io.foretide.core.time.Range;
import io.foretide.models.window.Outcomes;
import java.util.Arrays;

/**
 * What a model demands of its inputs: an interval is predicted only if every input's buckets over
 * the day before its end (at least {@value #BUCKETS} buckets) have the demanded grade. What is
 * found depends on the points before the interval's end alone, so that a re-run finds the same.
 */
final class Demand {
  /** Fewer say too little about gaps, movement and units. */
  static final int BUCKETS = 96;

  private final ModelDefinition definition;

  Demand(ModelDefinition definition) {
    this.definition = definition;
  }

  /** Whether anything is demanded. */
  boolean any() {
    return definition.conditions().grade() != Grade.NONE;
  }

  /** Nanoseconds before an interval's end that are judged. */
  long window() {
    long step = definition.resolution();
    return Math.max(BUCKETS, Math.ceilDiv(Instants.DAY, step)) * step;
  }

  /** The result with intervals empty whose inputs are of a lower grade. */
  RunResult of(RunRequest request, RunResult result) {
    Outcomes out = new Outcomes(request.cells().from());
    for (OutcomePart part : result.parts()) {
      for (int i = 0; i < part.cells().length(); i++) {
        int at = (int) (part.cells().from() - request.cells().from()) + i;
        switch (part.state()) {
          case PREDICTED -> {
            String lower = lower(request.frame(), request.intervals()[at]);
            if (lower.isEmpty()) {
              out.predicted(part.blocks().get(i), part.detail());
            } else {
              out.empty(Reason.BAD_DATA, lower);
            }
          }
          case EMPTY -> out.empty(part.reason(), part.detail());
          default -> out.failed(part.reason(), part.detail());
        }
      }
    }
    return new RunResult(out.parts(), result.checkpoint());
  }

  private String lower(Frame frame, Range interval) {
    long from = interval.to() - window();
    int first = position(frame, from);
    int end = position(frame, interval.to());
    Grade wanted = definition.conditions().grade();
    for (int c = 0; c < definition.inputs().size(); c++) {
      SeriesGrade grade =
          Grader.grade(
              definition.inputs().get(c),
              Sample.of(frame.times(), frame.column(c), first, end, from, interval.to()));
      if (!grade.grade().atLeast(wanted)) {
        return "series '"
            + grade.series()
            + "' "
            + grade.words()
            + ": it is "
            + grade.grade().text()
            + ", the model demands "
            + wanted.text();
      }
    }
    return "";
  }

  private static int position(Frame frame, long time) {
    int at = Arrays.binarySearch(frame.times(), 0, frame.rows(), time);
    return at < 0 ? -at - 1 : at;
  }
}
