package io.foretide.connectors.qpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes are what the reference library (python-qpack 0.0.19, C extension) wrote. */
class QpackVectorsTest {
  private static Item of(Object value) {
    return switch (value) {
      case Boolean b -> new Item.Flag(b);
      case Integer i -> new Item.Whole(i);
      case Long l -> new Item.Whole(l);
      case Double d -> new Item.Real(d);
      case String s -> s.equals("null") ? new Item.Nothing() : Item.text(s);
      case byte[] b -> new Item.Raw(b);
      case List<?> l -> {
        List<Item> items = new ArrayList<>();
        l.forEach(x -> items.add(of(x)));
        yield new Item.Sequence(items);
      }
      case Map<?, ?> m -> {
        Map<Item, Item> entries = new LinkedHashMap<>();
        m.forEach((k, v) -> entries.put(of(k), of(v)));
        yield new Item.Mapping(entries);
      }
      default -> throw new IllegalArgumentException(String.valueOf(value));
    };
  }

  private static Map<Object, Object> map(Object... pairs) {
    Map<Object, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put(pairs[i], pairs[i + 1]);
    }
    return out;
  }

  static Stream<Arguments> vectors() {
    String x = "78";
    return Stream.of(
        Arguments.of("null", "fb"),
        Arguments.of(true, "f9"),
        Arguments.of(false, "fa"),
        Arguments.of(0, "00"),
        Arguments.of(1, "01"),
        Arguments.of(63, "3f"),
        Arguments.of(64, "e840"),
        Arguments.of(127, "e87f"),
        Arguments.of(128, "e98000"),
        Arguments.of(-1, "40"),
        Arguments.of(-60, "7b"),
        Arguments.of(-61, "e8c3"),
        Arguments.of(-127, "e881"),
        Arguments.of(-128, "e880"),
        Arguments.of(-129, "e97fff"),
        Arguments.of(32767, "e9ff7f"),
        Arguments.of(32768, "ea00800000"),
        Arguments.of(-32768, "e90080"),
        Arguments.of(2147483647, "eaffffff7f"),
        Arguments.of(2147483648L, "eb0000008000000000"),
        Arguments.of(-2147483648, "ea00000080"),
        Arguments.of(Long.MAX_VALUE, "ebffffffffffffff7f"),
        Arguments.of(Long.MIN_VALUE, "eb0000000000000080"),
        Arguments.of(1700000000, "ea00f15365"),
        Arguments.of(0.0, "7e"),
        Arguments.of(1.0, "7f"),
        Arguments.of(-1.0, "7d"),
        Arguments.of(0.5, "ec000000000000e03f"),
        Arguments.of(1.5, "ec000000000000f83f"),
        Arguments.of(Double.POSITIVE_INFINITY, "ec000000000000f07f"),
        Arguments.of(Double.NaN, "ec000000000000f87f"),
        Arguments.of("", "80"),
        Arguments.of("a", "8161"),
        Arguments.of("series-001", "8a7365726965732d303031"),
        Arguments.of("\u00e9", "82c3a9"),
        Arguments.of("x".repeat(99), "e3" + x.repeat(99)),
        Arguments.of("x".repeat(100), "e464" + x.repeat(100)),
        Arguments.of("x".repeat(255), "e4ff" + x.repeat(255)),
        Arguments.of("x".repeat(256), "e50001" + x.repeat(256)),
        Arguments.of("x".repeat(65535), "e5ffff" + x.repeat(65535)),
        Arguments.of("x".repeat(65536), "e600000100" + x.repeat(65536)),
        Arguments.of(new byte[] {0, (byte) 0xff}, "8200ff"),
        Arguments.of(List.of(), "ed"),
        Arguments.of(List.of(1), "ee01"),
        Arguments.of(List.of(1, 2, 3, 4, 5), "f20102030405"),
        Arguments.of(List.of(1, 2, 3, 4, 5, 6), "fc010203040506fe"),
        Arguments.of(map(), "f3"),
        Arguments.of(map("a", 1), "f4816101"),
        Arguments.of(
            map("a", 1, "b", 2, "c", 3, "d", 4, "e", 5), "f8816101816202816303816404816505"),
        Arguments.of(
            map("a", 1, "b", 2, "c", 3, "d", 4, "e", 5, "f", 6),
            "fd816101816202816303816404816505816606ff"),
        Arguments.of(
            List.of(List.of(1700000000, 1.5), List.of(1700000060, "x")),
            "efefea00f15365ec000000000000f83fefea3cf153658178"),
        Arguments.of(map(1, "int key"), "f40187696e74206b6579"),
        Arguments.of(List.of("iris", "siri", "dbtest"), "f08469726973847369726986646274657374"),
        Arguments.of(
            List.of("select * from \"s\"", "null"), "ef9173656c656374202a2066726f6d20227322fb"),
        Arguments.of(
            List.of("select * from \"s\"", 1), "ef9173656c656374202a2066726f6d2022732201"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void values_are_written_and_read_as_the_reference_library_does(Object value, String hex)
      throws QpackException {
    Item item = of(value);
    assertThat(HexFormat.of().formatHex(item.encoded())).isEqualTo(hex);
    assertThat(Item.read(HexFormat.of().parseHex(hex))).isEqualTo(item);
  }
}
