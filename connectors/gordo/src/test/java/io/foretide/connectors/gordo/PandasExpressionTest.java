package io.foretide.connectors.gordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.core.time.Instants;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PandasExpressionTest {
  private static final List<String> NAMES = List.of("a", "b", "TAG 1", "x.y");
  private static final long[] TIMES = {Instants.parse("2024-01-18T06:30:00Z")};

  private static boolean holds(String text, double... row) {
    double[][] columns = new double[row.length][];
    for (int i = 0; i < row.length; i++) {
      columns[i] = new double[] {row[i]};
    }
    return PandasExpression.of(text, NAMES).holds(TIMES, columns, 0);
  }

  /** As pandas documents {@code DataFrame.query}; over a = 3, b = -2, TAG 1 = 40, x.y = 0.5. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '"',
      value = {
        "a > 2 # true",
        "a > 2 & b < -1 # true",
        "a > 5 | b < -1 # true",
        "(a > 5) | ~(b < -1) # false",
        "not a > 2 # false",
        "`TAG 1` > 40 # false",
        "`TAG 1` >= 40 and `x.y` == 0.5 # true",
        "1 < a < 4 # true",
        "1 < a < 2 # false",
        "a + 2 * b == -1 # true",
        "a ** 2 == 9 # true",
        "-a ** 2 == -9 # true",
        "a % 2 == 1 and b % 3 == 1 # true",
        "a // 2 == 1 # true",
        "sqrt(`TAG 1` - 4) == 6 # true",
        "abs(b) == 2 # true",
        "'2024-01-18 06:00:00+00:00' < index < '2024-01-18 07:00:00+00:00' # true",
        "index > '2024-01-19' # false",
        "a != b # true",
        "1e1 > a and a > .5 # true"
      })
  void expressions_hold_as_in_pandas(String text, boolean expected) {
    assertThat(holds(text, 3, -2, 40, 0.5)).isEqualTo(expected);
  }

  @Test
  void what_is_missing_holds_no_comparison_but_inequality() {
    assertThat(holds("a > 0", Double.NaN, 0, 0, 0)).isFalse();
    assertThat(holds("a <= 0", Double.NaN, 0, 0, 0)).isFalse();
    assertThat(holds("a != 0", Double.NaN, 0, 0, 0)).isTrue();
  }

  @Test
  void names_are_found_even_in_backticks() {
    assertThat(PandasExpression.names("`TAG 1` > 40 and abs(a) < 1 and index > '2024-01-01'"))
        .containsExactly("TAG 1", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a >",
        "a > 1)",
        "(a > 1",
        "`a > 1",
        "foo(a) > 1",
        "c > 1",
        "a ! 1",
        "index > 'x'",
        "1.2.3 > a"
      })
  void what_cannot_be_read_is_refused_with_its_place(String text) {
    assertThatThrownBy(() -> PandasExpression.of(text, NAMES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at character");
    assertThatThrownBy(() -> PandasExpression.of("(".repeat(5000) + "a", NAMES))
        .hasMessageContaining("deep");
  }

  @Test
  void a_buffer_refuses_rows_on_both_sides_by_position() {
    RowFilter one = RowFilter.of(List.of("a > 0"), 1, NAMES);
    double[][] columns = {{1, 1, 1, -1, 1, 1, 1}};
    assertThat(one.accepted(new long[7], columns, 7))
        .containsExactly(true, true, false, false, false, true, true);
    RowFilter wide = RowFilter.of(List.of("a > 0"), 4, NAMES);
    assertThat(wide.accepted(new long[7], columns, 7)).containsOnly(false);
    assertThat(wide.accepted(new long[2], new double[][] {{1, 1}}, 2)).containsOnly(true);
  }
}
