package io.foretide.ingest.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  private static double parse(String text) {
    byte[] b = ("x" + text + "x").getBytes(US_ASCII);
    return Decimals.parse(b, 1, b.length - 1, (byte) '.');
  }

  @Property(tries = 2000)
  void every_double_is_read_back_exactly(@ForAll double value) {
    assertThat(parse(Double.toString(value))).isEqualTo(value);
  }

  @Property(tries = 2000)
  void every_decimal_is_the_nearest_double(@ForAll("decimals") String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(24);
    Arbitrary<String> exponents =
        Arbitraries.integers()
            .between(-340, 310)
            .map(e -> "e" + e)
            .optional(0.5)
            .map(e -> e.orElse(""));
    return Combinators.combine(
            Arbitraries.of("", "-", "+"), digits, digits.optional(0.7), exponents)
        .as((s, d, f, e) -> s + d + f.map(x -> "." + x).orElse("") + e);
  }

  @Property
  void a_decimal_comma_is_a_decimal_sign(@ForAll double value) {
    byte[] b = Double.toString(value).replace('.', ',').getBytes(US_ASCII);
    assertThat(Decimals.parse(b, 0, b.length, (byte) ',')).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1 ", "0x10", "1f", "abc", "1e5.0"})
  void what_is_no_number_is_nan(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void short_forms_signs_and_infinities_are_known() {
    assertThat(parse(".5")).isEqualTo(0.5);
    assertThat(parse("5.")).isEqualTo(5.0);
    assertThat(Double.doubleToRawLongBits(parse("-0"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(parse("1e99999999999")).isInfinite();
    assertThat(parse("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Property
  void every_long_is_read_back_and_products_that_do_not_fit_are_told(
      @ForAll long n, @ForAll long unit) {
    byte[] b = Long.toString(n).getBytes(US_ASCII);
    assertThat(Decimals.parseLong(b, 0, b.length)).isEqualTo(n);
    BigInteger exact = BigInteger.valueOf(n).multiply(BigInteger.valueOf(unit));
    assertThat(Decimals.times(n, unit))
        .isEqualTo(exact.bitLength() < 64 ? exact.longValue() : Long.MIN_VALUE);
  }
}
