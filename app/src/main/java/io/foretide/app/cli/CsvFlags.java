package io.foretide.app.cli;

import io.foretide.ingest.csv.CsvLayout;
import io.foretide.ingest.csv.CsvOptions;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Option;

/** How a CSV text is to be read; what is not said is found out. */
final class CsvFlags {
  @Option(names = "--layout", description = "wide, long or auto (default: ${DEFAULT-VALUE}).")
  private CsvLayout layout = CsvLayout.AUTO;

  @Option(
      names = {"--time-column", "--time"},
      paramLabel = "COL",
      defaultValue = "",
      description = "Its name or number.")
  private String timeColumn = "";

  @Option(
      names = "--series-column",
      paramLabel = "COL",
      defaultValue = "",
      description = "Of a long file.")
  private String seriesColumn = "";

  @Option(
      names = "--value-column",
      paramLabel = "COL",
      defaultValue = "",
      description = "Of a long file.")
  private String valueColumn = "";

  @Option(
      names = "--time-format",
      defaultValue = "",
      description =
          "A pattern such as 'dd/MM/yy HH', or iso, epoch_s, epoch_ms, epoch_us, epoch_ns.")
  private String timeFormat = "";

  @Option(
      names = {"--zone", "--time-zone"},
      defaultValue = "UTC",
      description = "Zone of times that say none (default: ${DEFAULT-VALUE}).")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(names = "--separator", defaultValue = "", description = "Sign between fields.")
  private String separator = "";

  @Option(names = "--missing", split = ",", description = "Numbers that mean no value (-999).")
  private List<Double> missing = List.of();

  ZoneId zone() {
    return zone;
  }

  CsvOptions options() {
    CsvOptions out =
        CsvOptions.DEFAULT
            .withLayout(layout)
            .withColumns(timeColumn, seriesColumn, valueColumn)
            .withTimeFormat(timeFormat)
            .withZone(zone)
            .withMissing(missing);
    if (separator.length() > 1 && !separator.equals("\\t")) {
      throw new CommandFailure(
          ExitCode.USAGE, "--separator '" + separator + "': expected one sign, or \\t for a tab");
    }
    return separator.isEmpty()
        ? out
        : out.withSeparator(separator.equals("\\t") ? '\t' : separator.charAt(0));
  }
}
