package io.foretide.ingest.csv;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to read CSV; whatever is left open is found out from the header and the first rows.
 * Immutable.
 *
 * @param separator between fields; 0 finds out (comma, semicolon, tab, bar)
 * @param decimalSign {@code '.'} or {@code ','}; 0 finds out
 * @param header whether the first line names the columns; null finds out
 * @param layout wide or long
 * @param timeColumn its name, or its number from 1, or two joined by {@code +} for a date and a
 *     time of day; empty finds out
 * @param seriesColumn of a long file; empty finds out
 * @param valueColumn of a long file; empty finds out
 * @param timeFormat a pattern such as {@code dd/MM/yy HH}, or {@code iso}, {@code epoch}, {@code
 *     epoch_s}, {@code epoch_ms}, {@code epoch_us}, {@code epoch_ns}; empty finds out
 * @param zone of times that say no zone
 * @param missing numbers that mean "no value", such as -999
 * @param prefix put before every series name
 * @param series the name for a file with one column called {@code value}, and in front of numbered
 *     columns where there is no header; for files by default the file's name without its ending
 */
public record CsvOptions(
    char separator,
    char decimalSign,
    @Nullable Boolean header,
    CsvLayout layout,
    String timeColumn,
    String seriesColumn,
    String valueColumn,
    String timeFormat,
    ZoneId zone,
    List<Double> missing,
    String prefix,
    String series) {

  /** Finds everything out; times without zone are UTC. */
  public static final CsvOptions DEFAULT =
      new CsvOptions(
          '\0', '\0', null, CsvLayout.AUTO, "", "", "", "", ZoneOffset.UTC, List.of(), "", "");

  public CsvOptions {
    missing = List.copyOf(missing);
  }

  public CsvOptions withSeparator(char sign) {
    return new CsvOptions(
        sign,
        decimalSign,
        header,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        zone,
        missing,
        prefix,
        series);
  }

  public CsvOptions withDecimalSign(char sign) {
    return new CsvOptions(
        separator,
        sign,
        header,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        zone,
        missing,
        prefix,
        series);
  }

  public CsvOptions withHeader(boolean present) {
    return new CsvOptions(
        separator,
        decimalSign,
        present,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        zone,
        missing,
        prefix,
        series);
  }

  public CsvOptions withLayout(CsvLayout chosen) {
    return new CsvOptions(
        separator,
        decimalSign,
        header,
        chosen,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        zone,
        missing,
        prefix,
        series);
  }

  /** Any of the names may be empty to find it out. */
  public CsvOptions withColumns(String time, String seriesName, String value) {
    return new CsvOptions(
        separator,
        decimalSign,
        header,
        layout,
        time,
        seriesName,
        value,
        timeFormat,
        zone,
        missing,
        prefix,
        series);
  }

  public CsvOptions withTimeFormat(String format) {
    return new CsvOptions(
        separator,
        decimalSign,
        header,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        format,
        zone,
        missing,
        prefix,
        series);
  }

  public CsvOptions withZone(ZoneId id) {
    return new CsvOptions(
        separator,
        decimalSign,
        header,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        id,
        missing,
        prefix,
        series);
  }

  public CsvOptions withMissing(List<Double> numbers) {
    return new CsvOptions(
        separator,
        decimalSign,
        header,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        zone,
        numbers,
        prefix,
        series);
  }

  public CsvOptions withPrefix(String text) {
    return new CsvOptions(
        separator,
        decimalSign,
        header,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        zone,
        missing,
        text,
        series);
  }

  public CsvOptions withSeries(String name) {
    return new CsvOptions(
        separator,
        decimalSign,
        header,
        layout,
        timeColumn,
        seriesColumn,
        valueColumn,
        timeFormat,
        zone,
        missing,
        prefix,
        name);
  }
}
