package io.foretide.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foretide.hub.access.Tokens;
import io.foretide.hub.http.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
  @TempDir private Path folder = Path.of("");

  /** A self-signed certificate for localhost, made by the JDK's own tool. */
  private Certificate makeIdentity(String algorithm) throws Exception {
    Path store = folder.resolve(algorithm + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    Key key = Objects.requireNonNull(keys.getKey("a", "changeit".toCharArray()));
    Certificate certificate = keys.getCertificate("a");
    pem("key.pem", "PRIVATE KEY", key.getEncoded());
    pem("cert.pem", "CERTIFICATE", certificate.getEncoded());
    return certificate;
  }

  private void pem(String file, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }

  private HubSettings https() {
    return new HubSettings(
        "127.0.0.1",
        0,
        Set.of(),
        Tokens.NONE,
        new HubSettings.Tls(folder.resolve("cert.pem"), folder.resolve("key.pem")),
        false,
        10,
        Limits.DEFAULT);
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("a", certificate);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  @Test
  void pem_files_give_https_for_rsa_and_elliptic_keys() throws Exception {
    for (String algorithm : new String[] {"RSA", "EC"}) {
      Certificate certificate = makeIdentity(algorithm);
      try (Served plain = new Served();
          Hub hub = Hub.start(https(), plain.services);
          HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
        URI address = URI.create("https://localhost:" + hub.port() + "/api/v1/status");
        var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void files_that_cannot_be_used_are_named_with_what_to_do() throws Exception {
    try (Served plain = new Served()) {
      assertThatThrownBy(() -> Hub.start(https(), plain.services))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("cert.pem");
      makeIdentity("EC");
      Files.writeString(
          folder.resolve("key.pem"),
          "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
      assertThatThrownBy(() -> Hub.start(https(), plain.services))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("key.pem")
          .hasMessageContaining("openssl pkcs8");
      Files.writeString(folder.resolve("cert.pem"), "rubbish");
      assertThatThrownBy(() -> Hub.start(https(), plain.services))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("cert.pem");
    }
  }
}
