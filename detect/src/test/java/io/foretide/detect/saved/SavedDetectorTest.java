package io.foretide.detect.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.detect.Causal;
import io.foretide.detect.RefusedException;
import io.foretide.detect.signal.Expectation;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
import io.foretide.detect.signal.SeasonalResidual;
import io.foretide.detect.state.ByteSink;
import io.foretide.detect.state.ByteSource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SavedDetectorTest {

  @Test
  void a_saved_form_is_small_and_reads_back_equal() {
    byte[] bytes = SavedDetector.write((Causal) Limits.of(0, 1));
    assertThat(bytes.length).isLessThan(100);
    Causal again = SavedDetector.read(bytes);
    assertThat(SavedDetector.write(again)).isEqualTo(bytes);
  }

  @Test
  void state_of_another_method_or_shape_is_refused() {
    Causal mad = (Causal) Mad.of(1, 10);
    Causal two = (Causal) Mad.of(2, 10);
    Causal limits = (Causal) Limits.of(0, 1);
    assertThatThrownBy(() -> mad.scorer(limits.scorer().state()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("it holds 'scorer/limits', expected 'scorer/mad'");
    assertThatThrownBy(() -> mad.scorer(two.scorer().state()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("2 signals");
  }

  @Test
  void bytes_that_are_no_detector_are_refused() {
    assertThatThrownBy(() -> SavedDetector.read("not a detector".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("does not start with the mark");
  }

  @Test
  void a_strangers_forecaster_is_read_by_its_own_reader_and_refused_without_one() {
    Causal d = (Causal) SeasonalResidual.of(new Naive());
    byte[] bytes = SavedDetector.write(d);
    assertThatThrownBy(() -> SavedDetector.read(bytes))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("forecaster of the kind 'naive'");
    Causal again = SavedDetector.read(bytes, (kind, in) -> new Naive());
    double[][] y = {{1, 2, 9}};
    assertThat(again.scores(y).values()).containsExactly(d.scores(y).values());
    assertThat(again.scores(y).values()[2]).isEqualTo(7);
  }

  /** Expects the last value, give or take 1. */
  private record Naive() implements Expectation {
    @Override
    public String kind() {
      return "naive";
    }

    @Override
    public int lookback() {
      return Causal.UNBOUNDED;
    }

    @Override
    public Run start() {
      return new Last();
    }

    @Override
    public void write(ByteSink out) {}
  }

  private static final class Last implements Expectation.Run {
    private double last = Double.NaN;

    @Override
    public void next(double[] interval) {
      interval[0] = last;
      interval[1] = last - 1;
      interval[2] = last + 1;
    }

    @Override
    public void observe(double value) {
      last = Double.isNaN(value) ? last : value;
    }

    @Override
    public void write(ByteSink out) {
      out.putDouble(last);
    }

    @Override
    public void read(ByteSource in) {
      last = in.getDouble();
    }
  }
}
