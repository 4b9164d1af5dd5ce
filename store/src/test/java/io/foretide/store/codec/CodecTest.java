package io.foretide.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CodecTest {
  private static byte[] pack(double[] v) {
    Bytes out = new Bytes(16);
    Doubles.encode(v, 0, v.length, out);
    return out.toArray();
  }

  private static double[] unpack(byte[] bytes, int n) {
    Reader in = new Reader(bytes);
    double[] out = new double[n];
    Doubles.decode(in, out, 0, n);
    assertThat(in.atEnd()).isTrue();
    return out;
  }

  private static void assertSame(double[] actual, double[] expected) {
    assertThat(Arrays.stream(actual).mapToLong(Double::doubleToLongBits).toArray())
        .isEqualTo(Arrays.stream(expected).mapToLong(Double::doubleToLongBits).toArray());
  }

  @Provide
  Arbitrary<double[]> columns() {
    Arbitrary<Double> any = Arbitraries.longs().map(Double::longBitsToDouble);
    Arbitrary<Double> decimal = Arbitraries.integers().between(-99_999, 99_999).map(i -> i / 100.0);
    Arbitrary<Double> odd =
        Arbitraries.of(
            Double.NaN,
            0.0,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            1e15,
            0.1,
            1.0 / 3);
    return Arbitraries.oneOf(
            any,
            decimal,
            odd,
            Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, decimal), net.jqwik.api.Tuple.of(1, odd)))
        .array(Double[].class)
        .ofMaxSize(60)
        .map(a -> Arrays.stream(a).mapToDouble(d -> d).toArray());
  }

  @Property
  void every_column_of_doubles_comes_back_to_the_bit(@ForAll("columns") double[] v) {
    assertSame(unpack(pack(v), v.length), v);
  }

  @Provide
  Arbitrary<double[]> sensors() {
    return Arbitraries.integers()
        .between(-9999, 9999)
        .map(i -> i / 100.0)
        .injectNull(0.1)
        .map(d -> d == null ? Double.NaN : d)
        .array(Double[].class)
        .ofMaxSize(200)
        .map(a -> Arrays.stream(a).mapToDouble(d -> d).toArray());
  }

  @Property
  void sensor_columns_with_gaps_come_back_to_the_bit(@ForAll("sensors") double[] v) {
    assertSame(unpack(pack(v), v.length), v);
  }

  @Property
  void every_rising_column_of_times_comes_back(@ForAll long[] raw) {
    long[] t = Arrays.stream(raw).sorted().distinct().toArray();
    assertThat(times(t)).isEqualTo(t);
  }

  private static long[] times(long[] t) {
    Bytes out = new Bytes(16);
    Times.encode(t, 0, t.length, out);
    Reader in = new Reader(out.toArray());
    long[] back = new long[t.length];
    Times.decode(in, back, 0, t.length);
    assertThat(in.atEnd()).isTrue();
    return back;
  }

  @Test
  void a_regular_grid_takes_a_few_bytes_and_two_decimals_about_two_a_point() {
    int n = 1000;
    long[] t = new long[n];
    double[] v = new double[n];
    Random random = new Random(1);
    double level = 50;
    for (int i = 0; i < n; i++) {
      t[i] = 1_700_000_000_000_000_000L + i * 60_000_000_000L;
      level += random.nextGaussian() * 0.3;
      v[i] = Math.round(level * 100) / 100.0;
    }
    Bytes out = new Bytes(16);
    Times.encode(t, 0, n, out);
    assertThat(out.size()).isLessThan(20);
    assertThat(pack(v).length).isLessThan(2 * n + 20);
    assertThat(pack(new double[n]).length).isLessThan(20);
  }

  @Property
  void damaged_bytes_never_break_more_than_the_reading(@ForAll byte[] bytes) {
    double[] v = new double[20];
    try {
      Doubles.decode(new Reader(bytes), v, 0, v.length);
      Times.decode(new Reader(bytes), new long[20], 0, 20);
    } catch (DamagedException e) {
      assertThat(e).hasMessageContaining("packed");
    }
  }

  @Test
  void a_cut_column_is_said_to_be_cut() {
    byte[] bytes = pack(new double[] {1.5, 2.5, 1e300});
    assertThatThrownBy(() -> unpack(Arrays.copyOf(bytes, bytes.length - 1), 3))
        .isInstanceOf(DamagedException.class)
        .hasMessageContaining("cut short");
  }
}
