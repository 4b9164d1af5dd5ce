package io.foretide.connectors.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScatterTest {
  private static final int WIDE = 7;
  private static final int[] STARTS = {0, 3, 3, 9, 20, 21};

  private static float[] numbers(int rows, Random random) {
    float[] out = new float[rows * WIDE];
    for (int i = 0; i < out.length; i++) {
      out[i] = i % 13 == 5 ? Float.NEGATIVE_INFINITY : (float) random.nextGaussian();
    }
    return out;
  }

  @Test
  void every_number_comes_to_its_interval_column_and_row_however_rows_are_batched() {
    float[] all = numbers(21, new Random(1));
    int[] index = {6, 0, 1, 2, 3, 4, 5, 6, 0};
    int[] wide = new int[index.length];
    Arrays.fill(wide, WIDE);
    for (int batch : new int[] {1, 2, 5, 21}) {
      Scatter out = new Scatter(STARTS, 1, index.length);
      for (int from = 0; from < 21; from += batch) {
        int rows = Math.min(batch, 21 - from);
        Numbers some =
            new Numbers.Floats(
                Arrays.copyOfRange(all, from * WIDE, (from + rows) * WIDE), rows * WIDE);
        Numbers[] each = new Numbers[index.length];
        Arrays.fill(each, some);
        out.rows(from, rows, each, wide, index);
      }
      for (int j = 0; j + 1 < STARTS.length; j++) {
        for (int c = 0; c < index.length; c++) {
          double[] column = out.of(j)[c];
          assertThat(column).hasSize(STARTS[j + 1] - STARTS[j]);
          for (int i = 0; i < column.length; i++) {
            float x = all[(STARTS[j] + i) * WIDE + index[c]];
            assertThat(column[i]).isEqualTo(Double.valueOf(Float.isInfinite(x) ? Double.NaN : x));
          }
        }
      }
    }
  }

  @Test
  void rows_that_were_left_out_have_no_number_and_steps_lie_side_by_side() {
    Scatter out = new Scatter(new int[] {0, 2, 3}, 2, 1);
    Numbers[] from = {new Numbers.Doubles(new double[] {1, 2, 3, 4})};
    out.row(1, 0, from, new int[] {1}, new int[] {0});
    out.row(2, 1, from, new int[] {1}, new int[] {0});
    assertThat(out.of(0)[0]).containsExactly(Double.NaN, Double.NaN, 1, 2);
    assertThat(out.of(1)[0]).containsExactly(3, 4);
  }
}
