package io.foretide.detect;

/**
 * A fitted detector. It is immutable and safe for use by any number of threads; what changes from
 * row to row lives in a {@link Scorer}.
 *
 * <p>Fitting never fails by exception: data that cannot support a detector give a {@link Refused}.
 */
public sealed interface Detector permits Causal, Offline, Refused {

  /** The number of signals in a row. */
  int signals();

  /**
   * A scorer that starts with no history.
   *
   * @throws RefusedException if this detector cannot score a stream
   */
  Scorer scorer();

  /**
   * Scores whole columns at once. For a causal detector this equals scoring the rows one by one.
   *
   * @param columns one array per signal, all of one length
   * @throws RefusedException if this detector is a refusal or the columns do not fit
   */
  Scores scores(double[][] columns);
}
