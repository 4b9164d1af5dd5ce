package io.foretide.store.retention;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How long things are kept, as nanoseconds of age; {@link Long#MAX_VALUE} for ever. Predictions and
 * their coverage follow their model's floor and its {@code keepOrigins}.
 *
 * @param points of series that no rule names
 * @param series rules for some series; the first that fits counts
 * @param events of the log
 * @param mostEvents at most this many
 * @param runs remembered for explanations
 * @param mostRuns at most this many
 * @param alarms that are over, since they closed; open ones stay
 */
public record Retention(
    long points,
    List<Rule> series,
    long events,
    long mostEvents,
    long runs,
    long mostRuns,
    long alarms) {
  private static final long DAY = 86_400_000_000_000L;

  /** Points for ever, events for 90 days, runs for 30 days, alarms for a year. */
  public static final Retention DEFAULT =
      new Retention(Long.MAX_VALUE, List.of(), 90 * DAY, 1_000_000, 30 * DAY, 500_000, 365 * DAY);

  public Retention {
    series = List.copyOf(series);
    if (points <= 0 || events <= 0 || runs <= 0 || mostEvents < 1 || mostRuns < 1 || alarms <= 0) {
      throw new IllegalArgumentException(
          "retention of points "
              + points
              + " ns, events "
              + events
              + " ns, runs "
              + runs
              + " ns and alarms "
              + alarms
              + " ns: expected every one above zero");
    }
  }

  /**
   * A rule for the series whose name fits.
   *
   * @param pattern such as {@code plant1.*}: {@code *} stands for any text, {@code ?} for any
   *     character
   * @param keep nanoseconds
   */
  public record Rule(String pattern, long keep) {
    public Rule {
      if (keep <= 0) {
        throw new IllegalArgumentException(
            "retention of series '" + pattern + "' is " + keep + " ns: expected above zero");
      }
    }

    boolean fits(String name) {
      StringBuilder regex = new StringBuilder();
      for (char c : pattern.toCharArray()) {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
      return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }
  }

  /** How long points of a series are kept. */
  public long keep(String name) {
    for (Rule rule : series) {
      if (rule.fits(name)) {
        return rule.keep;
      }
    }
    return points;
  }
}
