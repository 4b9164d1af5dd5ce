package io.foretide.detect;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * A detector whose score of a row depends on that row and earlier ones only. A stream may be cut
 * anywhere, its state saved and restored, and the scores stay the same bit for bit.
 */
public non-sealed interface Causal extends Detector {

  /** {@link #lookback()} of a detector that remembers everything it has seen. */
  int UNBOUNDED = Integer.MAX_VALUE;

  /** A short lower-case name of the method, part of every saved form. */
  String kind();

  /**
   * How many rows before a row are enough to reproduce its score exactly from a fresh scorer, or
   * {@link #UNBOUNDED} if the state must be carried along.
   */
  int lookback();

  @Override
  Scorer scorer();

  /**
   * This detector without what its fresh scorers have learned beforehand: enough to continue a
   * saved scorer, and smaller.
   */
  default Causal bare() {
    return this;
  }

  /** Appends the fitted parameters. {@link io.foretide.detect.saved.SavedDetector} reads them. */
  void write(ByteSink out);

  /**
   * A scorer that continues where the saved one stood.
   *
   * @param state what {@link Scorer#state()} returned, from an equal detector
   * @throws RefusedException if the bytes are damaged, of another method or of another version
   */
  default Scorer scorer(byte[] state) {
    ByteSource in = new ByteSource(state);
    in.expectHeader("scorer/" + kind());
    int signals = in.getInt();
    if (signals != signals()) {
      throw Refused.because(
              "the saved state has " + signals + " signals, the detector has " + signals(),
              "a state saved by a scorer of this detector")
          .asException();
    }
    Scorer scorer = scorer();
    scorer.read(in);
    in.expectEnd();
    return scorer;
  }

  @Override
  default Scores scores(double[][] columns) {
    int rows = Columns.rows(columns, signals());
    double[] values = new double[rows];
    double[] raw = new double[rows];
    double[] row = new double[signals()];
    Scorer scorer = scorer();
    Score out = new Score(signals());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = columns[j][i];
      }
      scorer.score(row, out);
      values[i] = out.value();
      raw[i] = out.raw();
    }
    return new Scores(values, raw);
  }
}
