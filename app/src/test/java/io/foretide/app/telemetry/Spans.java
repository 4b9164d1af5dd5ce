package io.foretide.app.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Spans out of an OTLP request as the field numbers of opentelemetry-proto 1.x give them: request 1
 * resource_spans, 2 scope_spans, 2 spans; of a span 1 trace_id, 2 span_id, 4 parent_span_id, 5
 * name, 7 start, 8 end, 9 attributes, 15 status.
 */
final class Spans {
  /** One span; the parent is empty for a root, status 2 is an error. */
  record One(
      String trace,
      String id,
      String parent,
      String name,
      long start,
      long end,
      Map<String, String> attributes,
      long status) {}

  private record Field(int number, long value, byte[] bytes) {}

  private Spans() {}

  static List<One> of(List<Collector.Post> posts) {
    List<One> out = new ArrayList<>();
    for (Collector.Post post : posts) {
      if (post.path().equals("/v1/traces")) {
        for (Field resource : fields(post.body(), 1)) {
          for (Field scope : fields(resource.bytes(), 2)) {
            fields(scope.bytes(), 2).forEach(s -> out.add(span(s.bytes())));
          }
        }
      }
    }
    return out;
  }

  private static One span(byte[] b) {
    Map<String, String> attributes = new TreeMap<>();
    for (Field a : fields(b, 9)) {
      List<Field> value = all(fields(a.bytes(), 2).getFirst().bytes());
      Field v = value.getFirst();
      attributes.put(
          text(a.bytes(), 1), v.number() == 1 ? new String(v.bytes(), UTF_8) : "" + v.value());
    }
    List<Field> status = fields(b, 15);
    return new One(
        hex(b, 1),
        hex(b, 2),
        hex(b, 4),
        text(b, 5),
        fields(b, 7).getFirst().value(),
        fields(b, 8).getFirst().value(),
        attributes,
        status.isEmpty()
            ? 0
            : fields(status.getFirst().bytes(), 3).stream().mapToLong(Field::value).sum());
  }

  private static String hex(byte[] b, int number) {
    List<Field> found = fields(b, number);
    return found.isEmpty() ? "" : HexFormat.of().formatHex(found.getFirst().bytes());
  }

  private static String text(byte[] b, int number) {
    return new String(fields(b, number).getFirst().bytes(), UTF_8);
  }

  private static List<Field> fields(byte[] b, int number) {
    return all(b).stream().filter(f -> f.number() == number).toList();
  }

  private static List<Field> all(byte[] b) {
    ByteBuffer in = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> out = new ArrayList<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      int number = (int) (key >> 3);
      switch ((int) key & 7) {
        case 0 -> out.add(new Field(number, varint(in), new byte[0]));
        case 1 -> out.add(new Field(number, in.getLong(), new byte[0]));
        case 2 -> {
          byte[] some = new byte[(int) varint(in)];
          in.get(some);
          out.add(new Field(number, 0, some));
        }
        case 5 -> out.add(new Field(number, in.getInt(), new byte[0]));
        default -> throw new AssertionError("no protobuf: key " + key);
      }
    }
    return out;
  }

  private static long varint(ByteBuffer in) {
    long out = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      out |= (long) (b & 127) << shift;
      if (b >= 0) {
        return out;
      }
    }
  }
}
