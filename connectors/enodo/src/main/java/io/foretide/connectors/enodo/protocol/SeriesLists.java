package io.foretide.connectors.enodo.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.foretide.connectors.enodo.protocol.Message.UpdateSeries;
import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.qpack.QpackException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The list of watched series: names in the seed's era, maps in the newest, qpack or JSON. */
final class SeriesLists {
  private SeriesLists() {}

  static UpdateSeries read(byte[] body) throws QpackException, ProtocolException {
    List<Watched> out = new ArrayList<>();
    if (body.length > 0 && body[0] == '[') {
      try {
        for (JsonNode n : PythonJson.read(new String(body, StandardCharsets.UTF_8))) {
          out.add(Watched.series(n.isTextual() ? n.asText() : n.path("name").asText(), false));
        }
      } catch (JsonProcessingException e) {
        throw new ProtocolException("UPDATE_SERIES is no JSON: " + e.getOriginalMessage(), e);
      }
      return new UpdateSeries(out, true);
    }
    if (!(Fields.tree(body) instanceof Item.Sequence(List<Item> items))) {
      throw new QpackException("no array: expected series");
    }
    for (Item item : items) {
      out.add(watched(item));
    }
    return new UpdateSeries(out, false);
  }

  static Watched watched(Item item) throws QpackException {
    return switch (item) {
      case Item.Raw r -> Watched.series(r.toString(), false);
      // A hub of the last version put a number where the name belongs; nobody can watch that.
      case Item.Mapping m
          when m.get("name").orElse(null) instanceof Item.Raw || m.get("name").isEmpty() ->
          new Watched(
              Fields.text(m, "name"),
              m.get("realtime").map(Fields::truth).orElse(false),
              m.get("isGroup").map(Fields::truth).orElse(false) ? Fields.text(m, "selector") : "");
      case Item.Mapping m ->
          new Watched(
              m.get("name").map(SeriesLists::number).orElse(""),
              m.get("realtime").map(Fields::truth).orElse(false),
              "");
      default -> throw new QpackException("neither a name nor a map: expected a series");
    };
  }

  private static String number(Item item) {
    return item instanceof Item.Whole(long value) ? Long.toString(value) : "";
  }

  static byte[] write(Dialect dialect, UpdateSeries update) {
    if (update.json()) {
      return PythonJson.write(update.series().stream().map(Watched::name).toList())
          .getBytes(StandardCharsets.UTF_8);
    }
    return new Item.Sequence(
            update.series().stream()
                .map(w -> (Item) (dialect == Dialect.SEED ? Item.text(w.name()) : item(w)))
                .toList())
        .encoded();
  }

  static Item.Mapping item(Watched w) {
    Map<String, Item> out =
        Fields.of("name", Item.text(w.name()), "realtime", new Item.Flag(w.realtime()));
    if (w.isGroup()) {
      out.put("isGroup", new Item.Flag(true));
      out.put("selector", Item.text(w.selector()));
    }
    return Item.mapping(out);
  }
}
