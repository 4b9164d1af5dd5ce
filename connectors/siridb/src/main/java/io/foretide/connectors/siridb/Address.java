package io.foretide.connectors.siridb;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port such as 9000
 */
record Address(String host, int port) {
  private static final int PORT = 9000;

  /**
   * @throws IllegalArgumentException if the text is no {@code host} or {@code host:port}
   */
  static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean six = text.startsWith("[");
    if (colon < 0 || (six && colon < text.indexOf(']'))) {
      return new Address(bare(text), PORT);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (colon > 0 && port > 0 && port < 65536) {
        return new Address(bare(text.substring(0, colon)), port);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no address: expected such as siridb.local:9000");
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
