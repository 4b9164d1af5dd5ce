package io.foretide.detect.signal;

import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;

/**
 * What a forecaster expects of one signal, one row ahead. Any forecaster can be put behind this
 * interface; {@link SeasonalProfile} is one that comes along.
 */
public interface Expectation {

  /** A short lower-case name, part of every saved form. */
  String kind();

  /** A run without history. */
  Run start();

  /** Rows that reproduce an expectation exactly, or {@link io.foretide.detect.Causal#UNBOUNDED}. */
  int lookback();

  /** Appends the parameters, for the reader that is passed to {@link SeasonalResidual}. */
  void write(ByteSink out);

  /** The running state on one stream. */
  interface Run {

    /**
     * The interval for the next row, before its value is known.
     *
     * @param interval receives mean, low and high; a NaN mean says that there is none yet
     */
    void next(double[] interval);

    /** Takes the value of the next row, NaN if it has none. */
    void observe(double value);

    /** Appends the running state. */
    void write(ByteSink out);

    /** Replaces the running state. */
    void read(ByteSource in);
  }
}
