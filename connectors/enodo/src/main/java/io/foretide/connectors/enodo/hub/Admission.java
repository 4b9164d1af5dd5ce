package io.foretide.connectors.enodo.hub;

import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.core.settings.Secret;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Who is let in. Immutable. */
final class Admission {
  private final AddressRanges untokened;
  private final List<Secret> tokens;

  Admission(AddressRanges untokened, List<Secret> tokens) {
    this.untokened = untokened;
    this.tokens = tokens.stream().filter(t -> !t.isEmpty()).toList();
  }

  /** Why a client is refused; empty if it is let in. Holds no token. */
  String refusal(InetAddress from, Handshake h) {
    String type = h.clientType();
    if (!type.equals("worker") && !type.equals("listener")) {
      return "its client_type is '" + shown(type) + "': expected worker or listener";
    }
    if (h.clientId().isEmpty() || h.clientId().length() > 128) {
      return "its client_id has " + h.clientId().length() + " signs: expected 1 to 128";
    }
    if (h.token().isEmpty()) {
      return untokened.contains(from)
          ? ""
          : "it sent no token, and its address is not in hub.enodo.allow_untokened";
    }
    return isKnown(h.token()) ? "" : "its token is wrong";
  }

  /** Compares with every token in a time that tells nothing of them. */
  private boolean isKnown(String token) {
    byte[] sent = token.getBytes(StandardCharsets.UTF_8);
    boolean known = false;
    for (Secret t : tokens) {
      known |= MessageDigest.isEqual(t.reveal().getBytes(StandardCharsets.UTF_8), sent);
    }
    return known;
  }

  private static String shown(String type) {
    return type.length() <= 40 ? type : type.substring(0, 40) + "...";
  }
}
