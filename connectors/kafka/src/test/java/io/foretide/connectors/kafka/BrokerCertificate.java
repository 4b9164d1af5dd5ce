package io.foretide.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.foretide.connectors.embeddedkafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A self-signed certificate for localhost, made by the JDK's own tool. */
final class BrokerCertificate {
  private static final String PASSWORD = "changeit";

  private BrokerCertificate() {}

  /** Makes it; {@code ca.pem} of the folder is what clients are to trust. */
  static EmbeddedKafka.Certificate make(Path folder) throws Exception {
    Path keys = folder.resolve("keys.p12");
    keytool(
        keys,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost",
            "-storetype",
            "PKCS12"));
    keytool(keys, List.of("-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString()));
    return new EmbeddedKafka.Certificate(keys, PASSWORD);
  }

  private static void keytool(Path keys, List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    all.addAll(arguments);
    all.addAll(List.of("-alias", "broker", "-keystore", keys.toString(), "-storepass", PASSWORD));
    Process tool = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tool.exitValue()).as(said).isZero();
  }
}
