package io.foretide.connectors.enodo.client;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The ids by which clients and jobs are told apart: 32 hexadecimal digits. */
public final class ClientIds {
  private static final int BYTES = 16;

  private ClientIds() {}

  public static String next(RandomGenerator random) {
    byte[] out = new byte[BYTES];
    random.nextBytes(out);
    return HexFormat.of().formatHex(out);
  }
}
