package io.foretide.connectors.enodo.protocol;

import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.Token;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads fields of small qpack values. */
final class Fields {
  /** Most values in one tree: each takes some forty bytes of memory, and may be one on the wire. */
  private static final int MOST_ITEMS = 200_000;

  private Fields() {}

  /**
   * A body as a tree, after a look at how large that would be.
   *
   * @throws QpackException if it is no qpack, or too much of it
   */
  static Item tree(byte[] body) throws QpackException {
    QpackReader reader = new QpackReader(body);
    int n = 0;
    while (reader.next() != Token.END) {
      if (++n > MOST_ITEMS) {
        throw new QpackException("more than " + MOST_ITEMS + " values in one message");
      }
    }
    return Item.read(body);
  }

  static Item.Mapping mapping(byte[] body) throws QpackException {
    if (tree(body) instanceof Item.Mapping m) {
      return m;
    }
    throw new QpackException("no map: expected one");
  }

  static String text(Item.Mapping m, String key) {
    return m.get(key).orElse(null) instanceof Item.Raw r ? r.toString() : "";
  }

  /** A flag as qpack has it, or as the text that older clients sent. */
  static boolean truth(Item item) {
    return switch (item) {
      case Item.Flag f -> f.value();
      case Item.Raw r -> r.toString().equalsIgnoreCase("true");
      default -> false;
    };
  }

  /** A map in the order of the arguments: key, value, key, value. */
  static Map<String, Item> of(Object... keysAndValues) {
    Map<String, Item> out = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put((String) keysAndValues[i], (Item) keysAndValues[i + 1]);
    }
    return out;
  }
}
