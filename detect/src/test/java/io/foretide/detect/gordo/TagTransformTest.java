package io.foretide.detect.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.foretide.detect.Causal;
import io.foretide.detect.Streams;
import io.foretide.detect.bench.Table;
import io.foretide.detect.gordo.TagScaler.Kind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TagTransformTest {

  @ParameterizedTest
  @CsvSource({
    "QUANTILE_UNIFORM, uniform, 1e-9",
    "QUANTILE_NORMAL, normal, 1e-9",
    // Its power is where a flat likelihood is highest, which rounding alone moves by 1e-8.
    "POWER, power, 1e-6"
  })
  void transforms_equal_scikit_learns(Kind kind, String column, double tolerance) throws Exception {
    Table table = fixture();
    TagTransform t = TagTransform.fit(kind, training(table));
    double[] expected = table.numbers(column);
    double[] value = table.numbers("value");
    double[] tag = table.numbers("tag");
    for (int i = 0; i < value.length; i++) {
      assertThat(t.scale((int) tag[i], value[i]))
          .as("tag %s of %s", tag[i], value[i])
          .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @Test
  void the_inverse_of_the_quantile_transform_equals_scikit_learns() throws Exception {
    Table table = fixture();
    TagTransform t = TagTransform.fit(Kind.QUANTILE_NORMAL, training(table));
    double[] back = table.numbers("back");
    double[] value = table.numbers("value");
    double[] tag = table.numbers("tag");
    for (int i = 0; i < value.length; i++) {
      assertThat(t.inverse((int) tag[i], value[i] / 10)).isCloseTo(back[i], within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_transform_comes_back_from_where_it_went(Kind kind) {
    double[][] x = Streams.correlated(2, 1, 500, 1);
    TagTransform t = TagTransform.fit(kind, x);
    for (int i = 0; i < 500; i++) {
      assertThat(t.inverse(1, t.scale(1, x[1][i]))).isCloseTo(x[1][i], within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_detector_with_any_transform_of_inputs_targets_and_errors_streams_and_saves(Kind kind) {
    double[][] clean = Streams.correlated(3, 1, 400, 1);
    LinearTags tags = new LinearTags(kind, 0, kind);
    GordoSettings settings = GordoSettings.diffBased(tags).withScaler(kind);
    Causal d = (Causal) GordoDetector.fit(clean, settings);
    Streams.requireCausal(d, Streams.rough(3, 200, 2));
  }

  private static Table fixture() throws IOException, URISyntaxException {
    return Table.read(
        Path.of(
            Objects.requireNonNull(TagTransformTest.class.getResource("transforms.csv")).toURI()),
        ',');
  }

  private static double[][] training(Table table) {
    String[] part = table.texts(1);
    double[] value = table.numbers("value");
    double[] tag = table.numbers("tag");
    double[][] columns = new double[3][];
    for (int j = 0; j < 3; j++) {
      int own = j;
      columns[j] =
          IntStream.range(0, value.length)
              .filter(i -> part[i].equals("train") && tag[i] == own)
              .mapToDouble(i -> value[i])
              .toArray();
    }
    return columns;
  }
}
