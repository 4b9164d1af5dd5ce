package io.foretide.forecast.catalog;

import static io.foretide.forecast.catalog.EveryMethod.HORIZON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.forecast.Fitted;
import io.foretide.forecast.Forecast;
import io.foretide.forecast.saved.SavedFit;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryMethodSavedTest {

  private static final String NAMES = "io.foretide.forecast.catalog.EveryMethod#names";
  private static final int VERSION_AT = 3;

  @ParameterizedTest
  @MethodSource(NAMES)
  void a_restored_model_is_the_same_to_the_last_bit(String name) {
    Fitted fit = EveryMethod.fitted(name, 90).update(9, 11);
    Fitted restored = SavedFit.read(fit.toBytes());

    Forecast expected = fit.forecast(HORIZON).orThrow();
    Forecast actual = restored.forecast(HORIZON).orThrow();
    assertThat(actual.mean()).isEqualTo(expected.mean());
    for (double level : new double[] {50, 80, 99}) {
      assertThat(actual.interval(level).lower()).isEqualTo(expected.interval(level).lower());
      assertThat(actual.interval(level).upper()).isEqualTo(expected.interval(level).upper());
    }
    assertThat(restored.paths(HORIZON, 30, 5).values())
        .isDeepEqualTo(fit.paths(HORIZON, 30, 5).values());
    assertThat(restored.parameters()).isEqualTo(fit.parameters());
    assertThat(restored.method()).isEqualTo(fit.method());
    assertThat(restored.season()).isEqualTo(fit.season());
    assertThat(restored.toBytes()).isEqualTo(fit.toBytes());
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void two_fits_of_the_same_values_are_the_same_to_the_last_bit(String name) {
    assertThat(EveryMethod.fitted(name, 90).toBytes())
        .isEqualTo(EveryMethod.fitted(name, 90).toBytes());
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void damaged_bytes_are_refused_wherever_the_damage_is(String name) {
    byte[] whole = EveryMethod.fitted(name, 90).toBytes();
    int stride = Math.max(1, whole.length / 97);
    for (int at = 0; at < whole.length; at += stride) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x55;
      assertThatThrownBy(() -> SavedFit.read(damaged))
          .as("byte " + at)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s)(Not a saved model|Saved model).*");
      byte[] cut = Arrays.copyOf(whole, at);
      assertThatThrownBy(() -> SavedFit.read(cut))
          .as("the first " + at + " bytes")
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s)(Not a saved model|Saved model).*");
    }
    assertThatThrownBy(() -> SavedFit.read(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessageContaining("1 byte too many");
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void a_newer_form_is_refused_by_its_version(String name) {
    byte[] newer = EveryMethod.fitted(name, 90).toBytes();
    newer[VERSION_AT] = 99;

    assertThatThrownBy(() -> SavedFit.read(newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has version 99, expected ")
        .hasMessageContaining("Fit the model again");
  }
}
