package io.foretide.detect.episode;

import io.foretide.detect.Refused;

/**
 * When scores make an episode. Rows without a score change nothing: they neither open, nor close,
 * nor count.
 *
 * @param onDelay rows above the limit, one after the other, that come before the one that opens an
 *     episode; 0 opens at once
 * @param offDelay rows at or below the limit, one after the other, that an open episode survives
 * @param mergeGap an episode that would open at most this many rows after the last one ended
 *     continues that one
 * @param minimumSize rows above the limit that an episode must have to count, at least 1
 * @param direction +1 or -1 to count only scores of that direction, 0 for all
 */
public record EpisodeRule(int onDelay, int offDelay, int mergeGap, int minimumSize, int direction) {

  /** Checks the numbers. */
  public EpisodeRule {
    if (onDelay < 0 || offDelay < 0 || mergeGap < 0 || minimumSize < 1) {
      throw Refused.because(
              "an episode rule has on-delay "
                  + onDelay
                  + ", off-delay "
                  + offDelay
                  + ", merge gap "
                  + mergeGap
                  + ", minimum size "
                  + minimumSize,
              "delays and a gap of 0 or more rows and a size of at least 1")
          .asException();
    }
  }

  /** Every run of rows above the limit is an episode. */
  public static EpisodeRule immediate() {
    return new EpisodeRule(0, 0, 0, 1, 0);
  }

  /** The same, with that many rows to open. */
  public EpisodeRule withOnDelay(int rows) {
    return new EpisodeRule(rows, offDelay, mergeGap, minimumSize, direction);
  }

  /** The same, with that many rows to close. */
  public EpisodeRule withOffDelay(int rows) {
    return new EpisodeRule(onDelay, rows, mergeGap, minimumSize, direction);
  }

  /** The same, with that gap. */
  public EpisodeRule withMergeGap(int rows) {
    return new EpisodeRule(onDelay, offDelay, rows, minimumSize, direction);
  }

  /** The same, with that size. */
  public EpisodeRule withMinimumSize(int rows) {
    return new EpisodeRule(onDelay, offDelay, mergeGap, rows, direction);
  }

  /** The same, for that direction. */
  public EpisodeRule withDirection(int sign) {
    return new EpisodeRule(onDelay, offDelay, mergeGap, minimumSize, Integer.signum(sign));
  }
}
