package io.foretide.detect.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.detect.Causal;
import io.foretide.detect.RefusedException;
import io.foretide.detect.signal.Limits;
import io.foretide.detect.signal.Mad;
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
}
