package io.foretide.app.detect;

import io.foretide.app.input.InputException;
import io.foretide.app.input.InputException.Kind;
import io.foretide.app.input.Step;
import io.foretide.app.input.Steps;
import io.foretide.detect.episode.EpisodeRule;

/**
 * What counts as one episode, lengths as a number of steps or a duration; empty ones are the least.
 *
 * @param onDelay how long a score stays above 1.0 before an episode begins
 * @param offDelay how long it may fall below inside one
 * @param merge gap up to which two episodes are one
 * @param minimumSize least length above 1.0
 * @param direction {@code up}, {@code down} or {@code both}
 */
public record Rule(
    String onDelay, String offDelay, String merge, String minimumSize, String direction) {

  /**
   * Checks the form.
   *
   * @throws InputException naming the option
   */
  public Rule {
    check("--on-delay", onDelay);
    check("--off-delay", offDelay);
    check("--merge", merge);
    check("--min-size", minimumSize);
    var unused = sign(direction);
  }

  private static void check(String option, String text) {
    if (!text.isEmpty()) {
      Steps.check(option, text);
    }
  }

  private static int sign(String direction) {
    return switch (direction) {
      case "both" -> 0;
      case "up" -> 1;
      case "down" -> -1;
      default ->
          throw new InputException(
              Kind.OPTION, "--direction '" + direction + "': expected up, down or both");
    };
  }

  /** The rule for rows of a step. */
  EpisodeRule of(Step step) {
    return new EpisodeRule(
        length("--on-delay", onDelay, step, 0),
        length("--off-delay", offDelay, step, 0),
        length("--merge", merge, step, 0),
        length("--min-size", minimumSize, step, 1),
        sign(direction));
  }

  private static int length(String option, String text, Step step, int least) {
    return text.isEmpty() ? least : Steps.of(option, text, step, least);
  }
}
