package io.foretide.connectors.enodo.job;

import io.foretide.connectors.qpack.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain data (maps, lists, texts, numbers, flags, null) as qpack and back. */
final class PlainItem {
  private PlainItem() {}

  static Item of(@Nullable Object value) {
    return switch (value) {
      case null -> new Item.Nothing();
      case Boolean b -> new Item.Flag(b);
      case Double d -> new Item.Real(d);
      case Float f -> new Item.Real(f);
      case Number n -> new Item.Whole(n.longValue());
      case List<?> l -> new Item.Sequence(l.stream().map(PlainItem::of).toList());
      case Map<?, ?> m -> {
        Map<Item, Item> out = new LinkedHashMap<>();
        m.forEach((k, v) -> out.put(Item.text(String.valueOf(k)), of(v)));
        yield new Item.Mapping(out);
      }
      default -> Item.text(value.toString());
    };
  }

  static @Nullable Object plain(Item item) {
    return switch (item) {
      case Item.Nothing n -> null;
      case Item.Flag f -> f.value();
      case Item.Whole w -> w.value();
      case Item.Real r -> r.value();
      case Item.Raw r -> r.toString();
      case Item.Sequence s ->
          s.items().stream()
              .filter(i -> !(i instanceof Item.Nothing))
              .map(PlainItem::plain)
              .toList();
      case Item.Mapping m -> map(m);
    };
  }

  static Map<String, Object> map(Item.Mapping m) {
    Map<String, Object> out = new LinkedHashMap<>();
    m.entries()
        .forEach((k, v) -> {
          Object value = plain(v);
          if (value != null) {
            out.put(k.toString(), value);
          }
        });
    return out;
  }
}
