package io.foretide.connectors.enodo.protocol;

import java.util.Optional;

/** The two ways in which Enodo's programs speak over one port. */
public enum Dialect {
  /** 2019: a header of 48 bytes (32 of length, 8 of type, 8 of number), all big endian. */
  SEED(48),
  /** 2021 on: a header of 6 bytes (4 of length, one of type, one of number), big endian. */
  NEWEST(6);

  private static final int NUMBERS = 256;

  private final int header;
  private final Kind[] kinds = new Kind[NUMBERS];

  Dialect(int header) {
    this.header = header;
  }

  static {
    for (Dialect d : values()) {
      for (Kind k : Kind.values()) {
        d.kinds[k.number(d)] = k;
      }
    }
  }

  /** Bytes before the body. */
  public int header() {
    return header;
  }

  /** The type of a kind in a header. */
  public int number(Kind kind) {
    return kind.number(this);
  }

  /** The kind of a type; empty if it means nothing here. */
  public Optional<Kind> kind(int type) {
    return type < 0 || type >= NUMBERS ? Optional.empty() : Optional.ofNullable(kinds[type]);
  }
}
