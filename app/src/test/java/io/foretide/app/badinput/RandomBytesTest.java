package io.foretide.app.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.core.time.Instants;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Noise on every address of the whole service. */
class RandomBytesTest {
  private static final byte[] NOISE = new byte[10 << 20];

  static {
    new Random(20260302).nextBytes(NOISE);
  }

  @TempDir Path folder;

  private record Address(String method, String path) {}

  /** All routes; names are those of a model and a series that exist, deletions come last. */
  private static List<Address> addresses(Client client) throws Exception {
    List<Address> out = new ArrayList<>();
    for (var path : client.json("/openapi.json").path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        out.add(
            new Address(
                method.getKey().toUpperCase(Locale.ROOT),
                path.getKey()
                    .replaceAll(
                        "\\{[^}]*}", path.getKey().contains("/series/") ? "noise" : "spare")));
      }
    }
    out.sort(Comparator.comparing(a -> a.method().equals("DELETE")));
    return out;
  }

  @Test
  void ten_megabytes_of_noise_on_every_address_leave_the_server_alive_and_its_data_as_it_was()
      throws Exception {
    try (Installation here = new Installation(folder)) {
      here.fill("flow", "m");
      here.fill("noise", "spare");
      String before = here.client.stored("flow", "m");
      List<Address> all = addresses(here.client);
      assertThat(all).hasSizeGreaterThan(35);
      for (Address a : all) {
        if (!a.path().endsWith("/stream")) {
          for (String type : List.of("application/json", "text/plain")) {
            var answer =
                here.client.send(a.method(), a.path(), BodyPublishers.ofByteArray(NOISE), type);
            assertThat(answer.statusCode()).as(a + " " + answer.body()).isBetween(200, 499);
          }
        }
      }
      raw(here.client);
      here.assertAlive();
      assertThat(here.client.awaitComplete("m").path("predicted").asLong()).isEqualTo(48);
      assertThat(here.client.stored("flow", "m")).isEqualTo(before);
      assertThat(here.client.json("/api/v1/status").path("series").asLong()).isEqualTo(2);
      here.clock.pass(Instants.HOUR);
      here.client.feed("flow", here.clock.now() - Instants.HOUR, here.clock.now());
      here.client.await("/api/v1/models/m", m -> m.path("tally").path("predicted").asLong() == 49);
    }
    try (Installation again = new Installation(folder)) {
      assertThat(again.client.awaitComplete("m").path("predicted").asLong())
          .isGreaterThanOrEqualTo(48);
      again.assertAlive();
    }
  }

  /** Bytes that are not even HTTP. */
  private static void raw(Client client) throws IOException {
    try (Socket socket = new Socket(client.address().getHost(), client.address().getPort())) {
      socket.setSoTimeout(10_000);
      try {
        socket.getOutputStream().write(NOISE);
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readNBytes(15), UTF_8))
            .doesNotContain(" 200");
      } catch (IOException closed) {
        assertThat(closed).hasMessageMatching("(?i).*(reset|broken|closed|abort).*");
      }
    }
  }
}
