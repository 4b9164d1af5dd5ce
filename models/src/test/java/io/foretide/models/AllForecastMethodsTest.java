package io.foretide.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.error.ProviderException;
import io.foretide.core.time.Range;
import io.foretide.forecast.catalog.MethodCatalog;
import io.foretide.forecast.catalog.MethodEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of the library runs as a model, and order, cuts and restarts never show. */
class AllForecastMethodsTest {
  private static final int BUCKETS = 144 * 3;
  private static final int CELLS = 30;

  static Stream<String> methods() {
    return Stream.concat(MethodCatalog.names().stream(), Stream.of("estimate"));
  }

  private static Models model(String name, double[][] data) {
    Map<String, Object> run = new HashMap<>(Map.of("method", name, "levels", List.of(80)));
    if (name.equals("estimate")) {
      run.put("lags", 2);
    } else {
      run.put("horizon", "1h");
      run.put("limits", Map.of("high", 60));
      MethodEntry entry = MethodCatalog.find(name);
      switch (entry.seasons()) {
        case NONE -> {}
        case ONE -> run.put("season", "2h");
        case SEVERAL -> run.put("season", List.of("2h", "4h"));
      }
    }
    if (name.equals("auto")) {
      run.put("units", 2000);
    }
    return Models.of(
        data, "run", Map.of("forecast", run), "train", Map.of("window", "1d", "every", "3h"));
  }

  private static double[][] data(String name) {
    boolean several = name.equals("estimate") || MethodCatalog.find(name).takesInputs();
    double[] a = new double[BUCKETS];
    double[] b = new double[BUCKETS];
    Random random = new Random(7);
    for (int i = 0; i < BUCKETS; i++) {
      b[i] = random.nextGaussian();
      a[i] =
          50
              + 5 * Math.sin(2 * Math.PI * i / 12)
              + b[Math.max(0, i - 2)]
              + 0.3 * random.nextGaussian();
    }
    Arrays.fill(a, 205, 209, Double.NaN);
    Arrays.fill(b, 300, 310, Double.NaN);
    return several ? new double[][] {a, b} : new double[][] {a};
  }

  @ParameterizedTest
  @MethodSource("methods")
  void any_order_of_any_cuts_and_any_restart_gives_the_same_bits(String name)
      throws ProviderException {
    double[][] data = data(name);
    Range[] intervals = Models.grid(200 * Models.STEP, 3 * Models.STEP, CELLS);
    Models whole = model(name, data);
    List<String> joined = Models.lines(whole.run(intervals, 0, CELLS, null));
    assertThat(joined).filteredOn(line -> line.contains("PREDICTED")).hasSizeGreaterThan(CELLS - 3);

    List<int[]> cuts = new ArrayList<>();
    for (int at = 0; at < CELLS; ) {
      int end = Math.min(CELLS, at + 1 + at % 4);
      cuts.add(new int[] {at, end});
      at = end;
    }
    Collections.shuffle(cuts, new Random(3));
    String[] lines = new String[CELLS];
    Models other = model(name, data);
    for (int k = 0; k < cuts.size(); k++) {
      if (k == cuts.size() / 2) {
        other = model(name, data);
      }
      int from = cuts.get(k)[0];
      List<String> some = Models.lines(other.run(intervals, from, cuts.get(k)[1], null));
      for (int i = 0; i < some.size(); i++) {
        lines[from + i] = some.get(i);
      }
    }
    assertThat(List.of(lines)).isEqualTo(joined);
  }
}
