package io.foretide.app.input;

import io.foretide.app.input.InputException.Kind;
import io.foretide.core.time.Durations;
import java.util.ArrayList;
import java.util.List;

/** Lengths that may be written as a number of steps or as a duration. */
public final class Steps {
  private static final int MOST = 1_000_000;

  private Steps() {}

  /**
   * A length in steps; a duration that is not a whole number of them is rounded up.
   *
   * @param option that holds the text, for messages
   * @param text such as {@code 48} or {@code 24h}
   * @throws InputException if it is neither, or below {@code least}
   */
  public static int of(String option, String text, Step step, int least) {
    return of(option, text, step, least, true);
  }

  private static int of(String option, String text, Step step, int least, boolean up) {
    String t = text.strip();
    double steps;
    if (t.matches("\\d{1,9}")) {
      steps = Integer.parseInt(t);
    } else {
      double nanos = duration(option, t);
      steps = nanos / (step.days() * 86_400e9);
      steps = up ? Math.ceil(steps - 1e-9) : Math.rint(steps);
    }
    if (!(steps >= least && steps <= MOST)) {
      throw wrong(
          option,
          text,
          "which is "
              + (long) steps
              + " steps of "
              + step.text()
              + ": expected "
              + least
              + " to "
              + MOST);
    }
    return (int) steps;
  }

  /** Lengths joined by commas, to the nearest step. */
  public static int[] list(String option, String text, Step step) {
    List<Integer> out = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      out.add(of(option, part, step, 1, false));
    }
    return out.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
  }

  /** Checks the form, where the step is not known yet. */
  public static void check(String option, String text) {
    for (String part : text.split(",", -1)) {
      if (!part.strip().matches("\\d{1,9}")) {
        duration(option, part.strip());
      }
    }
  }

  private static double duration(String option, String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(option, text, ": expected a number of steps, or a duration such as 24h");
    }
  }

  private static InputException wrong(String option, String text, String why) {
    String joint = why.startsWith(":") ? "" : ", ";
    return new InputException(Kind.OPTION, option + " '" + text + "'" + joint + why);
  }
}
