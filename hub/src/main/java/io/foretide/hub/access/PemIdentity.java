package io.foretide.hub.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The server's certificate and key, from PEM files. */
public final class PemIdentity {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private PemIdentity() {}

  /**
   * @param chain certificates, the server's own first
   * @param key unencrypted PKCS#8
   * @throws IOException naming the file that cannot be used, and what to do
   */
  public static SSLContext load(Path chain, Path key) throws IOException {
    Collection<? extends Certificate> certificates = certificates(chain);
    Certificate own = certificates.iterator().next();
    PrivateKey secret = privateKey(key, own.getPublicKey().getAlgorithm());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("hub", secret, new char[0], certificates.toArray(new Certificate[0]));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "hub.tls: certificate "
              + chain
              + " and key "
              + key
              + " do not go together: expected the key that the certificate was made for",
          e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("hub.tls.certificate: " + file + " is no PEM certificate", e);
    } catch (IOException e) {
      throw new IOException("hub.tls.certificate: " + file + " cannot be read: " + e, e);
    }
    throw new IOException("hub.tls.certificate: " + file + " holds no certificate");
  }

  private static PrivateKey privateKey(Path file, String algorithm) throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new IOException("hub.tls.key: " + file + " cannot be read: " + e, e);
    }
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    try {
      if (begin >= 0 && end > begin) {
        byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "hub.tls.key: " + file + " is no " + algorithm + " key like its certificate's", e);
    }
    throw new IOException(
        "hub.tls.key: "
            + file
            + " holds no unencrypted PKCS#8 key ("
            + BEGIN
            + "): convert it with 'openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW'");
  }

  /** Protocols that are offered. */
  public static List<String> protocols() {
    return List.of("TLSv1.3", "TLSv1.2");
  }
}
