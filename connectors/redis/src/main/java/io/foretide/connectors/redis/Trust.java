package io.foretide.connectors.redis;

import io.foretide.core.error.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed. */
final class Trust {
  private Trust() {}

  /**
   * Makes encrypted sockets.
   *
   * @param caFile PEM file; empty for the system's authorities
   * @throws ProviderException.Rejected if the file cannot be read
   */
  static SSLSocketFactory sockets(String caFile) throws ProviderException.Rejected {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      if (caFile.isEmpty()) {
        return SSLContext.getDefault().getSocketFactory();
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      try (InputStream in = Files.newInputStream(Path.of(caFile))) {
        for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca-" + n++, c);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new ProviderException.Rejected(
          "cache.ca_file '" + caFile + "' is not usable: expected certificates in PEM form", e);
    }
  }
}
