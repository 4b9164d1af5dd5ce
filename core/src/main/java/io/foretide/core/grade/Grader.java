package io.foretide.core.grade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges the data of a sensor before any model does. Depends on what it is given alone. */
public final class Grader {
  private Grader() {}

  /** The grade of a series from its points over a range. */
  public static SeriesGrade grade(String series, Sample sample) {
    List<Finding> found = new ArrayList<>();
    Presence.check(sample, found);
    if (sample.size() > 0) {
      Rhythm.check(sample, found);
      Movement.check(sample, found);
      Span.check(sample, found);
      Units.check(sample, found);
    }
    StatusCodes.check(sample, found);
    found.sort(Comparator.comparing(Finding::grade));
    Grade grade = found.isEmpty() ? Grade.GOOD : found.getFirst().grade();
    return new SeriesGrade(series, grade, found, sample.from(), sample.to(), sample.size());
  }
}
