package io.foretide.detect.signal;

import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;

/**
 * One method per signal; the score of a row is that of its worst signal. The raw statistic and the
 * contribution are the winner's, the other contributions are zero.
 */
final class PerSignal implements Causal {
  private final String kind;
  private final SignalMethod[] methods;
  private final int lookback;

  PerSignal(String kind, SignalMethod[] methods) {
    this.kind = kind;
    this.methods = methods.clone();
    int most = 0;
    for (SignalMethod m : methods) {
      most = Math.max(most, m.lookback());
    }
    this.lookback = most;
  }

  /** The same method on every signal. */
  static PerSignal same(String kind, int signals, SignalMethod method) {
    SignalMethod[] methods = new SignalMethod[signals];
    Arrays.fill(methods, method);
    return new PerSignal(kind, methods);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public int signals() {
    return methods.length;
  }

  @Override
  public int lookback() {
    return lookback;
  }

  @Override
  public void write(ByteSink out) {
    out.putInt(methods.length);
    for (SignalMethod m : methods) {
      m.write(out);
    }
  }

  @Override
  public Scorer scorer() {
    SignalScorer[] scorers = new SignalScorer[methods.length];
    for (int j = 0; j < scorers.length; j++) {
      scorers[j] = methods[j].scorer();
    }
    return new Running(this, scorers);
  }

  private record Running(Causal detector, SignalScorer[] scorers) implements Scorer {

    @Override
    public void score(double[] row, Score out) {
      int winner = -1;
      double most = Double.NEGATIVE_INFINITY;
      boolean any = false;
      for (int j = 0; j < scorers.length; j++) {
        double x = Double.isInfinite(row[j]) ? Double.NaN : row[j];
        any |= !Double.isNaN(x);
        double s = scorers[j].score(x);
        if (s > most) {
          most = s;
          winner = j;
        }
      }
      if (winner < 0) {
        out.none(any ? Status.WARMUP : Status.MISSING);
        return;
      }
      double raw = scorers[winner].raw();
      double[] contributions = out.contributions();
      Arrays.fill(contributions, 0.0);
      contributions[winner] = raw;
      out.set(most, raw, scorers[winner].direction());
      if (scorers.length == 1) {
        scorers[0].band(out);
      }
    }

    @Override
    public void write(ByteSink out) {
      for (SignalScorer s : scorers) {
        s.write(out);
      }
    }

    @Override
    public void read(ByteSource in) {
      for (SignalScorer s : scorers) {
        s.read(in);
      }
    }
  }
}
