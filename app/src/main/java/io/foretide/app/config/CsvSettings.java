package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import io.foretide.ingest.csv.CsvLayout;
import io.foretide.ingest.csv.CsvOptions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How CSV is read, as watched folders and pulled tables say it. */
final class CsvSettings {
  private CsvSettings() {}

  static CsvOptions read(Settings s) {
    CsvOptions out =
        CsvOptions.DEFAULT
            .withLayout(
                CsvLayout.valueOf(
                    s.choice("layout", "auto", List.of("auto", "wide", "long"))
                        .toUpperCase(Locale.ROOT)))
            .withColumns(
                s.text("time_column", ""), s.text("series_column", ""), s.text("value_column", ""))
            .withTimeFormat(s.text("time_format", ""))
            .withZone(zone(s))
            .withMissing(missing(s))
            .withPrefix(s.text("prefix", ""));
    String separator = s.text("separator", "");
    if (separator.length() > 1) {
      s.problem("separator", "'" + separator + "' is not usable: expected one sign");
    }
    return separator.length() == 1 ? out.withSeparator(separator.charAt(0)) : out;
  }

  static ZoneId zone(Settings s) {
    String zone = s.text("zone", "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      s.problem("zone", "'" + zone + "' is not known: expected such as UTC or Europe/Oslo");
      return ZoneOffset.UTC;
    }
  }

  private static List<Double> missing(Settings s) {
    List<Double> out = new ArrayList<>();
    for (String text : s.texts("missing")) {
      try {
        out.add(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        s.problem("missing", "'" + text + "' is no number: expected such as -999");
      }
    }
    return out;
  }
}
