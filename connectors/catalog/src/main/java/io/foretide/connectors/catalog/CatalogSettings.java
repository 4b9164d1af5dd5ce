package io.foretide.connectors.catalog;

import io.foretide.connectors.http.Addresses;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.connectors.http.Session;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.error.ProviderException;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import java.util.List;
import java.util.Locale;

/**
 * Where a catalogue is and what its names mean.
 *
 * @param file path; empty if it is an address
 * @param url address; empty if it is a file
 * @param format how it is written
 * @param refresh nanoseconds after which it is read again
 * @param rules of names
 * @param http limits of an address
 * @param auth access to an address
 */
record CatalogSettings(
    String file,
    String url,
    Catalog.Format format,
    long refresh,
    Rules rules,
    HttpSettings http,
    AuthSettings auth) {
  static CatalogSettings read(Settings s) {
    String file = s.text("file", "");
    String url = s.has("url") ? Addresses.read(s, "url", "").toString() : "";
    if (file.isEmpty() == url.isEmpty()) {
      s.problem("file", "and url: expected one of them");
    }
    String name = (file.isEmpty() ? url : file).toLowerCase(Locale.ROOT).replaceFirst("\\?.*", "");
    String guess = name.endsWith(".csv") ? "csv" : name.endsWith(".json") ? "json" : "yaml";
    return new CatalogSettings(
        file,
        url,
        Catalog.Format.valueOf(
            s.choice("format", guess, List.of("yaml", "json", "csv")).toUpperCase(Locale.ROOT)),
        s.duration("refresh", Instants.MINUTE, Instants.SECOND, 366 * Instants.DAY),
        Rules.read(s),
        HttpSettings.read(s),
        AuthSettings.read(s));
  }

  CatalogSource open(ConnectorContext context) throws ProviderException.Rejected {
    return new CatalogSource(
        this, url.isEmpty() ? null : Session.open(http, auth, context), context.clock());
  }

  /** For messages. */
  String shown() {
    return file.isEmpty() ? Addresses.stripped(java.net.URI.create(url)) : file;
  }
}
