package io.foretide.detect.regime;

import io.foretide.detect.Causal;
import io.foretide.detect.Columns;
import io.foretide.detect.Detector;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;
import java.util.function.Function;

/**
 * One detector per state of a plant, each fitted to and applied in its own state alone. Rows in a
 * state that training did not have, or had too few rows of, or that is not known, have no score
 * ({@link Status#IDLE}), and so have the first rows after a change of state.
 */
public final class PerState implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "per-state";

  /** States that training may have at most. */
  public static final int MOST_STATES = 100;

  private final Expression state;
  private final int settle;
  private final double[] states;
  private final Causal[] detectors;

  private PerState(Expression state, int settle, double[] states, Causal[] detectors) {
    this.state = state;
    this.settle = settle;
    this.states = states;
    this.detectors = detectors;
  }

  /**
   * Fits a method per state.
   *
   * @param state an expression whose value is the state, such as {@code mode} or {@code speed > 10}
   * @param settle rows to ignore after a change of state
   * @param method given columns that are NaN outside the state; states that it refuses are left out
   */
  public static Detector fit(
      double[][] columns, Expression state, int settle, Function<double[][], Detector> method) {
    int rows = Columns.rows(columns, state.names().size());
    double[] at = new double[rows];
    double[] row = new double[columns.length];
    for (int i = 0; i < rows; i++) {
      Columns.row(columns, i, row);
      at[i] = state.value(row);
    }
    double[] found =
        Arrays.stream(at)
            .filter(v -> !Double.isNaN(v))
            .map(v -> v + 0.0)
            .sorted()
            .distinct()
            .toArray();
    if (found.length == 0 || found.length > MOST_STATES || settle < 0) {
      return Refused.because(
          "'" + state.text() + "' has " + found.length + " states, the time to settle is " + settle,
          "1 to " + MOST_STATES + " states and 0 or more rows to settle");
    }
    double[] states = new double[found.length];
    Causal[] detectors = new Causal[found.length];
    int n = 0;
    Refused refused = Refused.because("there is no state with data", "more clean data");
    for (double value : found) {
      switch (method.apply(only(columns, at, value, settle))) {
        case Causal causal -> {
          states[n] = value;
          detectors[n++] = causal;
        }
        case Refused why -> refused = why;
        case Detector other ->
            refused = Refused.because("the method is offline", "a causal method");
      }
    }
    return n == 0
        ? refused
        : new PerState(state, settle, Arrays.copyOf(states, n), Arrays.copyOf(detectors, n));
  }

  private static double[][] only(double[][] columns, double[] at, double value, int settle) {
    double[][] kept = new double[columns.length][];
    for (int j = 0; j < kept.length; j++) {
      kept[j] = columns[j].clone();
    }
    int held = settle;
    for (int i = 0; i < at.length; i++) {
      if (i > 0 && at[i] != at[i - 1]) {
        held = 0;
      }
      if (at[i] != value || held < settle) {
        for (double[] column : kept) {
          column[i] = Double.NaN;
        }
      }
      held = Math.min(held + 1, settle);
    }
    return kept;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return detectors[0].signals();
  }

  @Override
  public int lookback() {
    int most = 0;
    for (Causal d : detectors) {
      most = Math.max(most, d.lookback());
    }
    return most == UNBOUNDED ? UNBOUNDED : most + settle + 1;
  }

  @Override
  public Scorer scorer() {
    return new Running(this);
  }

  @Override
  public void write(ByteSink out) {
    Gated.write(state, out);
    out.putInt(settle);
    out.putDoubles(states);
    for (Causal d : detectors) {
      out.putHeader("detector/" + d.kind());
      d.write(out);
    }
  }

  /** Reads the detector that was saved under {@link #KIND}, its inner ones by this reader. */
  public static Causal readDetector(ByteSource in, Function<ByteSource, Causal> reader) {
    Expression state = Gated.readExpression(in);
    int settle = in.getInt(0, Integer.MAX_VALUE);
    double[] states = in.getDoubles();
    if (states.length == 0) {
      throw in.damaged("there are no states");
    }
    Causal[] detectors = new Causal[states.length];
    for (int i = 0; i < detectors.length; i++) {
      detectors[i] = reader.apply(in);
    }
    return new PerState(state, settle, states, detectors);
  }

  private static final class Running implements Scorer {
    private final PerState detector;
    private final Scorer[] scorers;
    private final double[] nothing;
    private boolean started;
    private double last;
    private int held;

    Running(PerState detector) {
      this.detector = detector;
      scorers = new Scorer[detector.detectors.length];
      for (int i = 0; i < scorers.length; i++) {
        scorers[i] = detector.detectors[i].scorer();
      }
      nothing = new double[detector.signals()];
      Arrays.fill(nothing, Double.NaN);
      held = detector.settle;
    }

    @Override
    public Causal detector() {
      return detector;
    }

    @Override
    public void score(double[] row, Score out) {
      double now = detector.state.value(row);
      if (started && now != last) {
        held = 0;
      }
      started = true;
      last = now;
      int active = -1;
      for (int i = 0; i < scorers.length; i++) {
        if (detector.states[i] == now && held >= detector.settle) {
          active = i;
        } else {
          scorers[i].score(nothing, out);
        }
      }
      held = Math.min(held + 1, detector.settle);
      if (active >= 0) {
        scorers[active].score(row, out);
      } else {
        out.none(Status.IDLE);
      }
    }

    @Override
    public void write(ByteSink out) {
      out.putBoolean(started);
      out.putDouble(last);
      out.putInt(held);
      for (Scorer s : scorers) {
        s.write(out);
      }
    }

    @Override
    public void read(ByteSource in) {
      started = in.getBoolean();
      last = in.getDouble();
      held = in.getInt(0, detector.settle);
      for (Scorer s : scorers) {
        s.read(in);
      }
    }
  }
}
