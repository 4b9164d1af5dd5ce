package io.foretide.detect.limit;

import io.foretide.detect.Causal;
import io.foretide.detect.Score;
import io.foretide.detect.Scorer;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.util.function.Function;

/**
 * A detector whose 1.0 was moved to a found limit.
 *
 * @param inner the detector itself
 * @param limit its score that becomes 1.0
 */
public record Calibrated(Causal inner, Limit limit) implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "calibrated";

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
    return inner.lookback();
  }

  @Override
  public Scorer scorer() {
    return new Running(this, inner.scorer(), limit.value());
  }

  @Override
  public void write(ByteSink out) {
    out.putDouble(limit.value());
    out.putDouble(limit.wanted());
    out.putDouble(limit.expected());
    out.putDouble(limit.lowestSupported());
    out.putLong(limit.rows());
    out.putByte(limit.basis().ordinal());
    out.putHeader("detector/" + inner.kind());
    inner.write(out);
  }

  /** Reads the detector that was saved under {@link #KIND}, its inner one by this reader. */
  public static Causal readDetector(ByteSource in, Function<ByteSource, Causal> reader) {
    Limit limit =
        new Limit(
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getLong(),
            Limit.Basis.values()[in.getByte() & 1]);
    return new Calibrated(reader.apply(in), limit);
  }

  private record Running(Causal detector, Scorer inner, double limit) implements Scorer {
    @Override
    public void score(double[] row, Score out) {
      inner.score(row, out);
      out.rescale(limit);
    }

    @Override
    public void write(ByteSink out) {
      inner.write(out);
    }

    @Override
    public void read(ByteSource in) {
      inner.read(in);
    }
  }
}
