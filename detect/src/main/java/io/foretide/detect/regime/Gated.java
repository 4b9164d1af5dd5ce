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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A detector that applies only while a condition holds and has held for a while. Other rows have no
 * score ({@link Status#IDLE}); the detector inside sees them as rows without values.
 *
 * @param inner what applies
 * @param when the condition
 * @param settle rows for which the condition must have held already
 */
public record Gated(Causal inner, Expression when, int settle) implements Causal {
  /** The kind in saved forms. */
  public static final String KIND = "gated";

  /**
   * Fits a method to the rows in which the condition holds and has settled; the others are NaN.
   *
   * @param settle rows to ignore after a transition, 0 or more
   */
  public static Detector fit(
      double[][] columns, Expression when, int settle, Function<double[][], Detector> method) {
    if (settle < 0) {
      return Refused.because("the time to settle is " + settle + " rows", "0 or more rows");
    }
    int rows = Columns.rows(columns, when.names().size());
    double[][] kept = new double[columns.length][];
    for (int j = 0; j < kept.length; j++) {
      kept[j] = columns[j].clone();
    }
    double[] row = new double[columns.length];
    int held = settle;
    for (int i = 0; i < rows; i++) {
      Columns.row(columns, i, row);
      boolean holds = when.holds(row);
      if (!holds || held < settle) {
        for (double[] column : kept) {
          column[i] = Double.NaN;
        }
      }
      held = holds ? Math.min(held + 1, settle) : 0;
    }
    return switch (method.apply(kept)) {
      case Causal causal -> new Gated(causal, when, settle);
      case Detector other -> other;
    };
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
    return inner.lookback() == UNBOUNDED ? UNBOUNDED : inner.lookback() + settle;
  }

  @Override
  public Scorer scorer() {
    return new Running(this);
  }

  @Override
  public void write(ByteSink out) {
    write(when, out);
    out.putInt(settle);
    out.putHeader("detector/" + inner.kind());
    inner.write(out);
  }

  /** Reads the detector that was saved under {@link #KIND}, its inner one by this reader. */
  public static Causal readDetector(ByteSource in, Function<ByteSource, Causal> reader) {
    Expression when = readExpression(in);
    int settle = in.getInt(0, Integer.MAX_VALUE);
    return new Gated(reader.apply(in), when, settle);
  }

  static void write(Expression expression, ByteSink out) {
    out.putString(expression.text());
    out.putInt(expression.names().size());
    for (String name : expression.names()) {
      out.putString(name);
    }
  }

  static Expression readExpression(ByteSource in) {
    String text = in.getString();
    int n = in.getInt(0, 1 << 20);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add(in.getString());
    }
    return Expression.of(text, names);
  }

  private static final class Running implements Scorer {
    private final Gated gated;
    private final Scorer inner;
    private final double[] nothing;
    private int held;

    Running(Gated gated) {
      this.gated = gated;
      inner = gated.inner.scorer();
      nothing = new double[gated.signals()];
      Arrays.fill(nothing, Double.NaN);
      held = gated.settle;
    }

    @Override
    public Causal detector() {
      return gated;
    }

    @Override
    public void score(double[] row, Score out) {
      boolean holds = gated.when.holds(row);
      if (holds && held >= gated.settle) {
        inner.score(row, out);
      } else {
        inner.score(nothing, out);
        out.none(Status.IDLE);
      }
      held = holds ? Math.min(held + 1, gated.settle) : 0;
    }

    @Override
    public void write(ByteSink out) {
      out.putInt(held);
      inner.write(out);
    }

    @Override
    public void read(ByteSource in) {
      held = in.getInt(0, gated.settle);
      inner.read(in);
    }
  }
}
