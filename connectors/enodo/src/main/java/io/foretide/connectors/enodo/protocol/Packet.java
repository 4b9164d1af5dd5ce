package io.foretide.connectors.enodo.protocol;

import java.nio.ByteBuffer;

/**
 * A message as it travels.
 *
 * @param type what it is, by its {@link Dialect}
 * @param number pairs an answer with its request; 0 for what was not asked for
 * @param body not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Packet(int type, long number, byte[] body) {
  private static final int LENGTH_SEED = 32;

  /** Header and body. The newest era keeps only the last byte of the number. */
  public byte[] bytes(Dialect dialect) {
    ByteBuffer out = ByteBuffer.allocate(dialect.header() + body.length);
    switch (dialect) {
      case SEED ->
          out.position(LENGTH_SEED - Long.BYTES).putLong(body.length).putLong(type).putLong(number);
      case NEWEST -> out.putInt(body.length).put((byte) type).put((byte) number);
    }
    return out.put(body).array();
  }
}
