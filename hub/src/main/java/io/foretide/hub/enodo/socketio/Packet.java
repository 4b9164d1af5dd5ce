package io.foretide.hub.enodo.socketio;

/**
 * A packet of Socket.IO without attachments.
 *
 * @param type what it is
 * @param namespace {@code /} unless it names another
 * @param id of the answer that is asked for; -1 for none
 * @param data JSON; may be empty
 */
record Packet(int type, String namespace, long id, String data) {
  static final int CONNECT = 0;
  static final int DISCONNECT = 1;
  static final int EVENT = 2;
  static final int ACK = 3;
  static final int CONNECT_ERROR = 4;

  private static final int LONGEST_ID = 15;

  /** What came is no packet; ends its session. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Reads one.
   *
   * @throws Malformed if it is none, or has attachments
   */
  static Packet read(String text) throws Malformed {
    int type = text.isEmpty() ? -1 : text.charAt(0) - '0';
    if (type < CONNECT || type > CONNECT_ERROR) {
      throw new Malformed("unknown or binary packet");
    }
    int at = 1;
    String namespace = "/";
    if (text.startsWith("/", at)) {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      namespace = text.substring(at, end);
      at = comma < 0 ? end : end + 1;
    }
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at - from > LONGEST_ID) {
      throw new Malformed("the number of an answer has at most " + LONGEST_ID + " digits");
    }
    long id = at == from ? -1 : Long.parseLong(text, from, at, 10);
    return new Packet(type, namespace, id, text.substring(at));
  }
}
