package io.foretide.app.cli;

import io.foretide.app.client.ApiClient;
import io.foretide.app.serve.Service;
import java.util.Optional;

/**
 * A way to a server for the length of one command.
 *
 * @param client asks it
 * @param inside the server, if it runs in this process
 */
record Connection(ApiClient client, Optional<Service> inside) implements AutoCloseable {
  @Override
  public void close() {
    client.close();
    inside.ifPresent(Service::close);
  }
}
