package io.foretide.connectors.timeseriesapi;

import io.foretide.connectors.http.Addresses;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.core.settings.Settings;

/**
 * Where the API is and how it is entered.
 *
 * @param base address with the API's version, without a slash at its end
 * @param facility of all series; empty to look it up
 * @param http limits
 * @param auth access
 */
record TimeSeriesSettings(String base, String facility, HttpSettings http, AuthSettings auth) {
  private static final String BASE = "https://api.gateway.equinor.com/plant-beta/timeseries/v1.6";

  static TimeSeriesSettings read(Settings s) {
    return new TimeSeriesSettings(
        Addresses.stripped(Addresses.read(s, "base_url", BASE)),
        s.text("facility", "").strip(),
        HttpSettings.read(s),
        AuthSettings.read(s));
  }
}
