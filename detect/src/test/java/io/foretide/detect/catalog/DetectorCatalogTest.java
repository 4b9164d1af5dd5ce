package io.foretide.detect.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.detect.Causal;
import io.foretide.detect.Detector;
import io.foretide.detect.Offline;
import io.foretide.detect.Refused;
import io.foretide.detect.RefusedException;
import io.foretide.detect.Streams;
import io.foretide.detect.catalog.DetectorEntry.Time;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorCatalogTest {
  private static final Map<String, Map<String, ?>> NEEDED =
      Map.of("limits", Map.of("low", -1, "high", 1), "rate_of_change", Map.of("rise", 2));

  static Stream<String> names() {
    return DetectorCatalog.names().stream();
  }

  private static DetectorMethod method(String name) {
    return DetectorCatalog.method(name, NEEDED.getOrDefault(name, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_detector_fits_with_its_usual_parameters_and_is_what_it_says(String name) {
    DetectorEntry entry = DetectorCatalog.entry(name);
    Detector d = method(name).fit(Streams.correlated(3, 2, 400, 1));
    assertThat(d.signals()).isEqualTo(3);
    switch (d) {
      case Causal causal -> {
        assertThat(entry.time()).isEqualTo(Time.CAUSAL);
        assertThat(causal.kind()).isEqualTo(entry.kind());
      }
      case Offline offline -> {
        assertThat(entry.time()).isEqualTo(Time.OFFLINE);
        assertThat(offline.kind()).isEqualTo(entry.kind());
      }
      case Refused refused -> throw new AssertionError(refused.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void the_least_rows_are_enough_for_one_signal_and_one_less_is_refused(String name) {
    int least = method(name).leastRows();
    assertThat(least > 0).isEqualTo(DetectorCatalog.entry(name).fitted());
    assertThat(method(name).fit(Streams.correlated(1, 1, least, 1))).isNotInstanceOf(Refused.class);
    if (least > 0) {
      assertThat(method(name).fit(Streams.correlated(1, 1, least - 1, 1)))
          .isInstanceOfSatisfying(
              Refused.class, r -> assertThat(r.needs()).isEqualTo("at least " + least + " rows"));
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void every_parameter_has_a_default_in_its_range_and_a_meaning(String name) {
    DetectorEntry entry = DetectorCatalog.entry(name);
    assertThat(entry.description()).isNotBlank();
    assertThat(name).matches("[a-z][a-z0-9_]*");
    for (Parameter p : entry.parameters()) {
      assertThat(p.name()).matches("[a-z][a-z0-9_]*");
      assertThat(p.meaning()).isNotBlank();
      assertThat(p.range()).isNotBlank();
      if (!p.usual().isEmpty()) {
        assertThat(p.read(p.usual())).isNotNull();
      }
    }
    assertThat(new HashSet<>(entry.parameters().stream().map(Parameter::name).toList()))
        .hasSameSizeAs(entry.parameters());
  }

  @Test
  void an_unknown_name_is_refused_with_the_nearest_known_one() {
    assertThatThrownBy(() -> DetectorCatalog.entry("zscore"))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("there is no detector 'zscore'; needs 'z_score', or another of [");
    assertThatThrownBy(() -> DetectorCatalog.entry("random_cut_forest"))
        .hasMessageContaining("needs 'rcf'");
    assertThatThrownBy(() -> DetectorCatalog.method("mad", Map.of("windw", 10)))
        .hasMessage(
            "there is no parameter 'windw' of mad; needs 'window', or another of [window, limit]");
  }

  @Test
  void impossible_values_are_refused_all_at_once_with_the_nearest_right_ones() {
    assertThatThrownBy(
            () -> DetectorCatalog.method("mad", new TreeMap<>(Map.of("window", 1, "limit", "x"))))
        .hasMessage(
            "window is '1', and limit is 'x'; needs window of whole 4 to 1000000; the nearest is"
                + " 4, and limit of 1.0e-6 to 1000000; the nearest is 3.5");
    assertThatThrownBy(() -> DetectorCatalog.method("pca", Map.of("statistic", "T")))
        .hasMessageContaining("statistic is 'T'; needs statistic of t2, q, larger, combined");
    assertThatThrownBy(() -> DetectorCatalog.method("stuck", Map.of("after", 2.5)))
        .hasMessageContaining("the nearest is 2");
  }

  @Test
  void values_are_taken_as_numbers_lists_and_texts() {
    double[][] none = new double[2][0];
    for (Object low : new Object[] {List.of(0, -5), "0, -5", new double[] {0, -5}}) {
      Detector d = DetectorCatalog.method("limits", Map.of("low", low)).fit(none);
      double[] v = d.scores(new double[][] {{1, -1}, {0, -4}}).values();
      assertThat(v[0]).isLessThan(1);
      assertThat(v[1]).isGreaterThan(1);
    }
    assertThat(DetectorCatalog.method("limits", Map.of("low", "1,2,3")).fit(none))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> assertThat(r.reason()).isEqualTo("low has 3 values, there are 2 signals"));
    assertThat(DetectorCatalog.method("limits", Map.of()).fit(none)).isInstanceOf(Refused.class);
  }
}
