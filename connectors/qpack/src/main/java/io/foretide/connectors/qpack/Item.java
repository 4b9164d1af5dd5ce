package io.foretide.connectors.qpack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A qpack value as a tree, for small messages. Immutable. */
public sealed interface Item {
  /** No value. */
  record Nothing() implements Item {}

  /**
   * True or false.
   *
   * @param value which
   */
  record Flag(boolean value) implements Item {}

  /**
   * A whole number.
   *
   * @param value its value
   */
  record Whole(long value) implements Item {}

  /**
   * A floating-point number.
   *
   * @param value its value
   */
  record Real(double value) implements Item {}

  /**
   * Bytes; text is UTF-8.
   *
   * @param bytes not to be changed
   */
  record Raw(byte[] bytes) implements Item {
    @Override
    public boolean equals(Object other) {
      return other instanceof Raw r && Arrays.equals(bytes, r.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * An array.
   *
   * @param items in order
   */
  record Sequence(List<Item> items) implements Item {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A map; keys may be any value, in the order of the bytes.
   *
   * @param entries the last of equal keys stays
   */
  record Mapping(Map<Item, Item> entries) implements Item {
    public Mapping {
      entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The value of a text key. */
    public Optional<Item> get(String key) {
      return Optional.ofNullable(entries.get(text(key)));
    }
  }

  static Raw text(String value) {
    return new Raw(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A map with text keys. */
  static Mapping mapping(Map<String, Item> entries) {
    Map<Item, Item> out = new LinkedHashMap<>();
    entries.forEach((k, v) -> out.put(text(k), v));
    return new Mapping(out);
  }

  /**
   * Reads one value, which must be all of the bytes.
   *
   * @throws QpackException if it is not
   */
  static Item read(byte[] bytes) throws QpackException {
    QpackReader reader = new QpackReader(bytes);
    Item out = read(reader, reader.next());
    if (reader.next() != Token.END) {
      throw new QpackException("more than one value: expected one");
    }
    return out;
  }

  /** Reads the value that {@code token} begins. */
  static Item read(QpackReader reader, Token token) throws QpackException {
    return switch (token) {
      case NULL -> new Nothing();
      case TRUE -> new Flag(true);
      case FALSE -> new Flag(false);
      case WHOLE -> new Whole(reader.whole());
      case REAL -> new Real(reader.real());
      case RAW -> new Raw(reader.raw());
      case ARRAY -> {
        List<Item> items = new ArrayList<>();
        for (Token t = reader.next(); t != Token.END_ARRAY; t = reader.next()) {
          items.add(read(reader, t));
        }
        yield new Sequence(items);
      }
      case MAP -> {
        Map<Item, Item> entries = new LinkedHashMap<>();
        for (Token t = reader.next(); t != Token.END_MAP; t = reader.next()) {
          Item key = read(reader, t);
          Token value = reader.next();
          if (value == Token.END_MAP) {
            throw new QpackException("a map ends after a key: expected a value");
          }
          entries.put(key, read(reader, value));
        }
        yield new Mapping(entries);
      }
      case END -> throw new QpackException("no value: expected one");
      case END_ARRAY, END_MAP -> throw new QpackException("a container ends where a value begins");
    };
  }

  /** Writes this value. */
  default void write(QpackWriter out) {
    switch (this) {
      case Nothing n -> out.nothing();
      case Flag f -> out.flag(f.value);
      case Whole w -> out.whole(w.value);
      case Real r -> out.real(r.value);
      case Raw r -> out.raw(r.bytes);
      case Sequence s -> {
        out.array(s.items.size());
        s.items.forEach(i -> i.write(out));
        out.endArray(s.items.size());
      }
      case Mapping m -> {
        out.map(m.entries.size());
        m.entries.forEach((k, v) -> {
          k.write(out);
          v.write(out);
        });
        out.endMap(m.entries.size());
      }
    }
  }

  /** This value as bytes. */
  default byte[] encoded() {
    QpackWriter out = new QpackWriter();
    write(out);
    return out.bytes();
  }
}
