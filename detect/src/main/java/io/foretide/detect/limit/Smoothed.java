package io.foretide.detect.limit;

import io.foretide.detect.Causal;
import io.foretide.detect.Refused;
import io.foretide.detect.Score;
import io.foretide.detect.Score.Status;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.Arrays;
import java.util.function.Function;

/**
 * A detector whose score is the trailing mean of another's, so that weak faults that stay show and
 * single rows do not. Scores above {@link #MOST} count as that, so that one row cannot alarm for
 * long. Raw statistic, direction and contributions are those of the row itself.
 *
 * @param inner the detector itself
 * @param rows of the mean; rows without a score take no part in it
 * @param limit the mean that becomes 1.0
 */
public record Smoothed(Causal inner, int rows, double limit) implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "smoothed";

  /** The largest score that a single row counts with. */
  public static final double MOST = 10;

  /** Checks the numbers. */
  public Smoothed {
    if (rows < 1 || rows > 1_000_000 || !(limit > 0)) {
      throw Refused.because(
              "scores were to be smoothed over " + rows + " rows with the limit " + limit,
              "1 to 1000000 rows and a limit above 0")
          .asException();
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int signals() {
    return inner.signals();
  }

  @Override
  public int lookback() {
    return inner.lookback() == UNBOUNDED ? UNBOUNDED : inner.lookback() + rows;
  }

  @Override
  public Scorer scorer() {
    return new Running(this);
  }

  @Override
  public void write(ByteSink out) {
    out.putInt(rows);
    out.putDouble(limit);
    out.putHeader("detector/" + inner.kind());
    inner.write(out);
  }

  /** Reads the detector that was saved under {@link #KIND}, its inner one by this reader. */
  public static Causal readDetector(ByteSource in, Function<ByteSource, Causal> reader) {
    int rows = in.getInt(1, 1_000_000);
    double limit = in.getDouble();
    return new Smoothed(reader.apply(in), rows, limit);
  }

  private static final class Running implements Scorer {
    private final Smoothed smoothed;
    private final Scorer inner;
    private final double[] ring;
    private int at;

    Running(Smoothed smoothed) {
      this.smoothed = smoothed;
      inner = smoothed.inner.scorer();
      ring = new double[smoothed.rows];
      Arrays.fill(ring, Double.NaN);
    }

    @Override
    public Causal detector() {
      return smoothed;
    }

    @Override
    public void score(double[] row, Score out) {
      inner.score(row, out);
      ring[at] = Math.min(out.value(), MOST);
      at = at + 1 == ring.length ? 0 : at + 1;
      if (out.status() != Status.SCORED) {
        return;
      }
      // Oldest first and anew each time, so that the sum depends on these rows alone.
      double sum = 0;
      int n = 0;
      for (int i = 0, k = at; i < ring.length; i++) {
        if (!Double.isNaN(ring[k])) {
          sum += ring[k];
          n++;
        }
        k = k + 1 == ring.length ? 0 : k + 1;
      }
      out.replace(sum / n / smoothed.limit);
    }

    @Override
    public void write(ByteSink out) {
      out.putInt(at);
      out.putDoubles(ring);
      inner.write(out);
    }

    @Override
    public void read(ByteSource in) {
      at = in.getInt(0, ring.length - 1);
      in.getDoubles(ring);
      inner.read(in);
    }
  }
}
