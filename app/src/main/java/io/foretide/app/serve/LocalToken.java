package io.foretide.app.serve;

import io.foretide.app.config.HubConfig;
import io.foretide.core.settings.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** The token by which commands on this machine reach a guarded server. */
final class LocalToken {
  private static final int BYTES = 24;

  private LocalToken() {}

  /** A fresh token where the server wants tokens, else an empty one. */
  static Secret make(HubConfig hub) {
    if (!hub.guarded()) {
      return new Secret("");
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }
}
