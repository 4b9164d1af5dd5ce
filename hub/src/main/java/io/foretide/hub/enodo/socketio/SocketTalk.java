package io.foretide.hub.enodo.socketio;

import io.foretide.core.time.Instants;
import io.foretide.hub.websocket.Conversation;
import io.foretide.hub.websocket.Outlet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A session over a WebSocket, which may be an upgrade of polling. Thread-safe. */
final class SocketTalk implements Conversation {
  private static final long UPGRADE = 20 * Instants.SECOND;
  private static final long TURN = Instants.SECOND;

  private final Session session;
  private final Talk talk;
  private final Optional<String> greeting;
  private volatile boolean upgraded;

  /**
   * @param greeting first packet; empty if the session has begun by polling
   */
  SocketTalk(Session session, Talk talk, Optional<String> greeting) {
    this.session = session;
    this.talk = talk;
    this.greeting = greeting;
    this.upgraded = greeting.isPresent();
  }

  @Override
  public void run(Outlet out) throws IOException, InterruptedException {
    try {
      if (greeting.isPresent()) {
        out.text(greeting.get());
      } else if (!session.awaitSocket(UPGRADE)) {
        return;
      }
      while (true) {
        List<String> packets = session.next(TURN);
        for (String p : packets) {
          out.text(p);
        }
        if (packets.isEmpty() && session.isClosed()) {
          out.away("the session has ended");
          return;
        }
      }
    } finally {
      session.socketEnded();
    }
  }

  @Override
  public void heard(String text, Outlet out) throws IOException {
    if (upgraded) {
      talk.heard(session, text);
    } else if (text.equals("2probe")) {
      out.text("3probe");
    } else if (text.equals("5")) {
      upgraded = true;
      session.overSocket();
    } else {
      session.close();
    }
  }
}
