package io.foretide.connectors.enodo.protocol;

import io.foretide.connectors.enodo.protocol.Message.AboutJob;
import io.foretide.connectors.enodo.protocol.Message.AddSerie;
import io.foretide.connectors.enodo.protocol.Message.Busy;
import io.foretide.connectors.enodo.protocol.Message.GroupSeries;
import io.foretide.connectors.enodo.protocol.Message.Heartbeat;
import io.foretide.connectors.enodo.protocol.Message.NewPoints;
import io.foretide.connectors.enodo.protocol.Message.RemoveSerie;
import io.foretide.connectors.enodo.protocol.Message.SeedJob;
import io.foretide.connectors.enodo.protocol.Message.Signal;
import io.foretide.connectors.enodo.protocol.Message.UpdateSeries;
import io.foretide.connectors.enodo.protocol.Message.Word;
import io.foretide.connectors.enodo.protocol.Message.WorkerJob;
import io.foretide.connectors.enodo.protocol.Message.WorkerResult;
import io.foretide.connectors.qpack.Item;
import io.foretide.connectors.qpack.QpackException;
import io.foretide.connectors.qpack.QpackReader;
import io.foretide.connectors.qpack.QpackWriter;
import io.foretide.connectors.qpack.Token;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Packets to messages and back. */
public final class MessageCodec {
  /** Most names in one report of counts. */
  static final int MOST_COUNTS = 200_000;

  private static final byte[] NOTHING = {};

  private MessageCodec() {}

  /**
   * Reads a packet.
   *
   * @return empty if its type means nothing in the dialect
   * @throws ProtocolException if its body is not what its type asks for
   */
  public static Optional<Message> read(Dialect dialect, Packet packet) throws ProtocolException {
    Kind kind = dialect.kind(packet.type()).orElse(null);
    if (kind == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(message(kind, packet.body()));
    } catch (QpackException e) {
      throw new ProtocolException(kind + " holds no such message: " + e.getMessage(), e);
    }
  }

  private static Message message(Kind kind, byte[] body) throws QpackException, ProtocolException {
    return switch (kind) {
      case HANDSHAKE -> new Handshake(Fields.mapping(body));
      case HANDSHAKE_OK, HANDSHAKE_FAIL, UNKNOWN_CLIENT, SHUTDOWN, RESPONSE_OK -> new Signal(kind);
      case WORKER_REFUSED, CLIENT_SHUTDOWN -> new Word(kind);
      case HEARTBEAT ->
          new Heartbeat(body.length == 0 ? "" : text(Fields.tree(body), "a client's id"));
      case UPDATE_SERIES -> SeriesLists.read(body);
      case ADD_SERIE -> new AddSerie(SeriesLists.watched(Fields.tree(body)));
      case REMOVE_SERIE, LISTENER_REMOVE_SERIES ->
          new RemoveSerie(text(Fields.tree(body), "a series"));
      case LISTENER_ADD_SERIES -> {
        Item.Mapping m = Fields.mapping(body);
        yield new GroupSeries(Fields.text(m, "group"), Fields.text(m, "series_name"));
      }
      case LISTENER_ADD_SERIE_COUNT -> new NewPoints(counts(body));
      case TRAIN_MODEL, FIT_MODEL, FORECAST_SERIE -> seedJob(kind, Fields.mapping(body));
      case WORKER_JOB -> new WorkerJob(text(Fields.tree(body), "a job"));
      case WORKER_RESULT -> new WorkerResult(body);
      case WORKER_UPDATE_BUSY -> new Busy(busy(body));
      case WORKER_JOB_CANCEL, WORKER_JOB_CANCELLED ->
          new AboutJob(kind, Fields.text(Fields.mapping(body), "job_id"));
    };
  }

  private static String text(Item item, String what) throws QpackException {
    if (item instanceof Item.Raw r) {
      return r.toString();
    }
    throw new QpackException("no text: expected " + what);
  }

  /** The oldest workers sent the bare words True and False. */
  private static boolean busy(byte[] body) throws QpackException {
    String plain = new String(body, StandardCharsets.UTF_8);
    return plain.equals("True") || (!plain.equals("False") && Fields.truth(Fields.tree(body)));
  }

  /** A value is a number of points, or, from listeners of 2020, the points themselves. */
  private static Map<String, Long> counts(byte[] body) throws QpackException {
    QpackReader in = new QpackReader(body);
    if (in.next() != Token.MAP) {
      throw new QpackException("no map: expected numbers by series");
    }
    Map<String, Long> out = new LinkedHashMap<>();
    for (Token t = in.next(); t != Token.END_MAP; t = in.next()) {
      if (t != Token.RAW) {
        throw new QpackException("a key that is no text: expected the name of a series");
      }
      String name = in.text();
      Token value = in.next();
      long n =
          switch (value) {
            case WHOLE -> in.whole();
            case ARRAY -> items(in);
            default -> throw new QpackException("neither a number nor points for '" + name + "'");
          };
      if (n < 0) {
        throw new QpackException(n + " points of '" + name + "': expected 0 or more");
      }
      out.merge(
          name, n, (a, b) -> Math.min(Long.MAX_VALUE / 2, a) + Math.min(Long.MAX_VALUE / 2, b));
      if (out.size() > MOST_COUNTS) {
        throw new QpackException("more than " + MOST_COUNTS + " series in one report");
      }
    }
    return out;
  }

  private static long items(QpackReader in) throws QpackException {
    long n = 0;
    for (Token t = in.next(); t != Token.END_ARRAY; t = in.next()) {
      in.skip(t);
      n++;
    }
    return n;
  }

  private static SeedJob seedJob(Kind kind, Item.Mapping m) throws QpackException {
    if (!(m.get("wrapper").orElse(null) instanceof Item.Mapping wrapper)) {
      throw new QpackException("no 'wrapper': expected the model's");
    }
    return new SeedJob(
        kind,
        Fields.text(m, "serie_name"),
        wrapper.get("_analyser_model").orElse(new Item.Nothing()),
        wrapper.get("_model_type").orElse(null) instanceof Item.Whole w ? w.value() : 0,
        wrapper.get("_model_arguments").orElse(new Item.Nothing()),
        m.get(Handshake.FORETIDE).map(i -> i instanceof Item.Mapping own ? own : null));
  }

  /** Writes a message. */
  public static Packet write(Dialect dialect, long number, Message message) {
    return new Packet(dialect.number(message.kind()), number, body(dialect, message));
  }

  private static byte[] body(Dialect dialect, Message message) {
    return switch (message) {
      case Handshake h -> h.fields().encoded();
      case Signal s -> NOTHING;
      case Word w -> new QpackWriter().nothing().bytes();
      case Heartbeat(String id) -> id.isEmpty() ? NOTHING : new QpackWriter().text(id).bytes();
      case UpdateSeries u -> SeriesLists.write(dialect, u);
      case AddSerie(Watched series) -> SeriesLists.item(series).encoded();
      case RemoveSerie(String name) -> new QpackWriter().text(name).bytes();
      case GroupSeries(String group, String series) ->
          new QpackWriter()
              .map(2)
              .text("group")
              .text(group)
              .text("series_name")
              .text(series)
              .endMap(2)
              .bytes();
      case NewPoints(Map<String, Long> counts) -> {
        QpackWriter out = new QpackWriter().map(counts.size());
        counts.forEach((name, n) -> out.text(name).whole(n));
        yield out.endMap(counts.size()).bytes();
      }
      case SeedJob j -> write(j);
      case WorkerJob(String json) -> new QpackWriter().text(json).bytes();
      case WorkerResult(byte[] bytes) -> bytes;
      case Busy(boolean busy) -> new QpackWriter().flag(busy).bytes();
      case AboutJob(Kind kind, String id) ->
          new QpackWriter().map(1).text("job_id").text(id).endMap(1).bytes();
    };
  }

  private static byte[] write(SeedJob j) {
    Map<String, Item> all =
        Fields.of(
            "serie_name",
            Item.text(j.series()),
            "wrapper",
            Item.mapping(
                Fields.of(
                    "_analyser_model", j.model(),
                    "_model_type", new Item.Whole(j.modelType()),
                    "_model_arguments", j.arguments())));
    j.ours().ifPresent(own -> all.put(Handshake.FORETIDE, own));
    return Item.mapping(all).encoded();
  }
}
