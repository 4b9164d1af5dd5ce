package io.foretide.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.forecast.ets.Ets;
import io.foretide.forecast.saved.SavedFit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeExampleTest {

  @Test
  void the_page_shows_what_is_compiled_here() throws IOException {
    String page = Files.readString(Path.of("README.md"));

    assertThat(page)
        .contains(
            "Fitted f = Ets.auto(24).fit(y);",
            "Interval interval = f.forecast(48).interval(95);",
            "f = f.update(z);",
            "Paths paths = f.paths(500, seed);");
  }

  @Test
  void fit_forecast_update_and_draw_in_five_lines() {
    double[] y = Waves.daily(240, 24, 1);
    double z = 11;
    long seed = 7;

    Fitted f = Ets.auto(24).fit(y);
    Interval interval = f.forecast(48).interval(95);
    f = f.update(z);
    Paths paths = f.paths(500, seed);

    assertThat(interval.lower()).hasSize(48);
    assertThat(paths.count()).isEqualTo(500);
    assertThat(paths.horizon()).isEqualTo(48);
    assertThat(SavedFit.read(f.toBytes()).forecast(3).mean()).isEqualTo(f.forecast(3).mean());
  }
}
