package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.hub.clients.ConnectedClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientsTest {
  private Served served;

  @BeforeEach
  void serve() throws Exception {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static ConnectedClient client(String id, String role, String job) {
    return new ConnectedClient(
        id,
        role,
        "10.0.0.7:51034",
        "newest",
        "0.2.33",
        false,
        "prophet@0.1.0",
        Served.NOW,
        Served.NOW,
        3,
        4,
        !job.isEmpty(),
        job);
  }

  @Test
  void listeners_and_workers_are_listed_as_they_are_now() throws Exception {
    assertThat(served.json("/api/v1/clients").list("items")).isEmpty();
    served.clients.set(List.of(client("l", "listener", ""), client("w", "worker", "pump")));
    Read all = served.json("/api/v1/clients");
    assertThat(all.text("items.0.id")).isEqualTo("l");
    assertThat(all.text("items.1.job")).isEqualTo("pump");
    assertThat(all.text("items.1.last_seen")).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(served.json("/api/v1/clients?role=worker").list("items")).hasSize(1);
  }

  @Test
  void a_role_that_there_is_not_is_refused() throws Exception {
    Read refused = Served.read(served.get("/api/v1/clients?role=king"), 400);
    assertThat(refused.text("error.message")).contains("listener, worker");
  }
}
