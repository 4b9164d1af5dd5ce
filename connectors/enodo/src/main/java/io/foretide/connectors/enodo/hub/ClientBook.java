package io.foretide.connectors.enodo.hub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clients that have introduced themselves, by id. Thread-safe. */
final class ClientBook {
  private final Map<String, Client> clients = new LinkedHashMap<>();

  /** Takes a client in; answers the one that had its id before, if another did. */
  synchronized @Nullable Client put(Client client) {
    return clients.put(client.id(), client);
  }

  /** Whether it was there; a later client of the same id stays. */
  synchronized boolean remove(Client client) {
    return clients.remove(client.id(), client);
  }

  synchronized List<Client> all() {
    return List.copyOf(clients.values());
  }

  synchronized boolean has(Client client) {
    return clients.get(client.id()) == client;
  }

  /** Takes out those that said nothing since an instant of the monotonic clock. */
  synchronized List<Client> silentSince(long monotonic) {
    List<Client> out = new ArrayList<>();
    for (Client c : clients.values()) {
      if (c.lastSeenMonotonic() - monotonic < 0) {
        out.add(c);
      }
    }
    out.forEach(c -> clients.remove(c.id(), c));
    return out;
  }
}
