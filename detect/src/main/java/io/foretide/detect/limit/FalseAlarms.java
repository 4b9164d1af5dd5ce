package io.foretide.detect.limit;

import io.foretide.detect.Refused;
import io.foretide.detect.episode.EpisodeRule;

/**
 * What the user wants: how many false episodes per 30 days, after delays and merging.
 *
 * @param per30Days wanted episodes per 30 days on clean data, above 0
 * @param rowsPerDay rows per day, such as 144 at 10 minutes
 * @param rule what counts as one episode
 */
public record FalseAlarms(double per30Days, double rowsPerDay, EpisodeRule rule) {

  /** Checks the numbers. */
  public FalseAlarms {
    if (!(per30Days > 0) || !(rowsPerDay > 0)) {
      throw Refused.because(
              per30Days
                  + " false episodes per 30 days were asked for at "
                  + rowsPerDay
                  + " rows per day",
              "both above 0")
          .asException();
    }
  }

  /** How many episodes that makes in so many rows. */
  double expectedIn(double rows) {
    return per30Days * rows / (30 * rowsPerDay);
  }

  /** What rate so many episodes in so many rows are. */
  double rate(double episodes, double rows) {
    return episodes * 30 * rowsPerDay / rows;
  }
}
