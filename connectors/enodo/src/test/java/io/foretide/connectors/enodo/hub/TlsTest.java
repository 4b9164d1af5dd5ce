package io.foretide.connectors.enodo.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.enodo.client.ClientOptions;
import io.foretide.connectors.enodo.client.HubClient;
import io.foretide.connectors.enodo.protocol.Dialect;
import io.foretide.connectors.enodo.protocol.Handshake;
import io.foretide.connectors.enodo.protocol.Message;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  @TempDir private Path folder;

  /** A self-signed certificate for localhost, made by the JDK's own tool, trusted by both sides. */
  private SSLContext context() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", keys.getCertificate("a"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext out = SSLContext.getInstance("TLS");
    out.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return out;
  }

  @Test
  void with_a_certificate_only_tls_is_spoken() throws Exception {
    SSLContext tls = context();
    HubOptions o = HubOptions.local();
    CountDownLatch greeted = new CountDownLatch(1);
    try (TestHub hub =
            new TestHub(
                new HubOptions(
                    o.host(),
                    0,
                    o.untokened(),
                    o.tokens(),
                    o.clientTimeout(),
                    o.watch(),
                    o.handshake(),
                    o.connections(),
                    o.packetBytes(),
                    o.packetsPerSecond(),
                    o.queue(),
                    Optional.of(tls)));
        HubClient client =
            HubClient.start(
                new ClientOptions(
                    "127.0.0.1",
                    hub.port(),
                    Dialect.SEED,
                    () -> Handshake.worker("w", "0.1.0", false),
                    "w",
                    Instants.SECOND,
                    Instants.SECOND,
                    Optional.of(tls)),
                WallClock.system(),
                new SplittableRandom(1),
                new HubClient.Handler() {
                  @Override
                  public void connected() {
                    greeted.countDown();
                  }

                  @Override
                  public void heard(long number, Message message) {}

                  @Override
                  public void lost() {}
                })) {
      assertThat(greeted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(client.isConnected()).isTrue();
      try (TestClient plain = new TestClient(hub.port(), Dialect.SEED)) {
        plain.send(TestClient.seedWorker("plain"));
        // What it is answered is TLS's alert, not a greeting.
        assertThat(hub.hub.clients()).extracting(ClientView::id).containsExactly("w");
      }
    }
  }
}
