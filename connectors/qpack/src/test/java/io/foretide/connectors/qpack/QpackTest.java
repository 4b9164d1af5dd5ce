package io.foretide.connectors.qpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class QpackTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Provide
  Arbitrary<Item> items() {
    return Arbitraries.randomValue(random -> grow(new SplittableRandom(random.nextLong()), 0));
  }

  private static Item grow(RandomGenerator r, int depth) {
    return switch (r.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> new Item.Nothing();
      case 1 -> new Item.Flag(r.nextBoolean());
      case 2 -> new Item.Whole(r.nextLong() >> r.nextInt(64));
      case 3 -> new Item.Real(r.nextInt(4) == 0 ? r.nextInt(-1, 2) + 0.0 : r.nextGaussian());
      case 4 -> {
        byte[] bytes = new byte[r.nextInt(300)];
        r.nextBytes(bytes);
        yield new Item.Raw(bytes);
      }
      case 5 -> {
        List<Item> list = new ArrayList<>();
        for (int n = r.nextInt(9); n > 0; n--) {
          list.add(grow(r, depth + 1));
        }
        yield new Item.Sequence(list);
      }
      default -> {
        Map<Item, Item> map = new LinkedHashMap<>();
        for (int n = r.nextInt(9); n > 0; n--) {
          map.put(grow(r, depth + 2), grow(r, depth + 1));
        }
        yield new Item.Mapping(map);
      }
    };
  }

  @Property(tries = 2000)
  void whatever_is_written_is_read_back_equal(@ForAll("items") Item item) throws QpackException {
    assertThat(Item.read(item.encoded())).isEqualTo(item);
  }

  @Property(tries = 2000)
  void what_is_cut_off_is_refused_or_ends_what_is_open(
      @ForAll("items") Item item, @ForAll int where) {
    byte[] bytes = item.encoded();
    byte[] cut = Arrays.copyOf(bytes, Math.floorMod(where, bytes.length));
    try {
      assertThat(Item.read(cut)).isNotNull();
    } catch (QpackException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 20_000)
  void any_bytes_are_read_or_refused_in_bounded_time_and_memory(@ForAll byte[] noise) {
    QpackReader reader = new QpackReader(noise);
    try {
      int tokens = 0;
      while (reader.next() != Token.END) {
        tokens++;
      }
      assertThat(tokens).isLessThanOrEqualTo(2 * noise.length + QpackReader.MAX_DEPTH);
    } catch (QpackException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void open_containers_end_with_the_data_as_siridb_leaves_them() throws QpackException {
    Item read = Item.read(hex("fd 8b 73 65 72 69 65 73 2d 30 30 31 00 fc ef ea 4c 18 54 65 02 fe"));
    assertThat(read)
        .isEqualTo(
            new Item.Mapping(
                Map.of(
                    Item.text("series-001\0"),
                    new Item.Sequence(
                        List.of(
                            new Item.Sequence(
                                List.of(new Item.Whole(1700010060L), new Item.Whole(2))))))));
  }

  @Test
  void a_container_of_known_size_that_ends_early_is_refused() {
    assertThatThrownBy(() -> Item.read(hex("f2 01 02")))
        .isInstanceOf(QpackException.class)
        .hasMessageContaining("3 items");
  }

  @Test
  void a_text_that_claims_more_bytes_than_there_are_is_refused_without_taking_memory() {
    assertThatThrownBy(() -> Item.read(hex("e7 ff ff ff ff ff ff ff 7f 61")))
        .isInstanceOf(QpackException.class)
        .hasMessageContaining("9223372036854775807");
  }

  @Test
  void nesting_has_a_limit() {
    assertThatThrownBy(() -> Item.read(hex("ee".repeat(100) + "01")))
        .isInstanceOf(QpackException.class)
        .hasMessageContaining("64 levels");
  }

  @Test
  void minus_zero_becomes_zero_and_the_reserved_byte_is_zero() throws QpackException {
    assertThat(new Item.Real(-0.0).encoded()).containsExactly(0x7e);
    assertThat(Item.read(hex("7c"))).isEqualTo(new Item.Whole(0));
  }

  @Test
  void a_value_can_be_passed_over() throws QpackException {
    QpackReader reader = new QpackReader(hex("ef f4 81 61 fc 01 02 fe 05"));
    assertThat(reader.next()).isEqualTo(Token.ARRAY);
    reader.skip(reader.next());
    assertThat(reader.next()).isEqualTo(Token.WHOLE);
    assertThat(reader.whole()).isEqualTo(5);
    assertThat(reader.next()).isEqualTo(Token.END_ARRAY);
    assertThat(reader.next()).isEqualTo(Token.END);
  }
}
