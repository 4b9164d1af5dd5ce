package io.foretide.ingest.pull;

import io.foretide.core.time.Durations;
import io.foretide.core.time.Range;
import io.foretide.ingest.csv.CsvOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;

/**
 * A table behind HTTP.
 *
 * @param url with {@code {from}} and {@code {to}}, which become ISO 8601, or {@code {from:s}},
 *     {@code {from:ms}}, {@code {from:us}}, {@code {from:ns}}, {@code {from:sql}}
 * @param headers such as Authorization; their values are never shown
 * @param answer CSV or JSON
 * @param rows JSON pointer to the list of rows; empty for the whole answer
 * @param columns which column, or key of a JSON row ({@code time}, {@code /meta/time} or {@code
 *     /0}), holds what; for CSV only the prefix counts
 * @param csv how to read CSV
 * @param zone of times in JSON and of {@code {from:sql}}, which say no zone
 * @param unit of times in JSON that are numbers; ISO or SQL decide by the number of digits
 * @param timeout nanoseconds for connecting and the whole answer
 * @param maxBytes the longest answer
 */
public record HttpOptions(
    String url,
    Map<String, String> headers,
    Format answer,
    String rows,
    TableColumns columns,
    CsvOptions csv,
    ZoneId zone,
    TimeParameter unit,
    long timeout,
    int maxBytes) {
  /** What the answer is. */
  public enum Format {
    CSV,
    JSON
  }

  public HttpOptions {
    headers = Map.copyOf(headers);
    if (timeout <= 0) {
      throw new IllegalArgumentException(
          "timeout " + Durations.format(timeout) + " is not above zero: expected such as 30s");
    }
    if (!url.contains("{from")) {
      throw new IllegalArgumentException(
          "url '" + shown(url) + "' has no {from}: expected such as ...?from={from}&to={to}");
    }
    if (!rows.isEmpty() && !rows.startsWith("/")) {
      throw new IllegalArgumentException(
          "JSON pointer '" + rows + "' does not start with /: expected such as /data/items");
    }
  }

  /** The address for a range. */
  URI address(Range range) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < url.length()) {
      int open = url.indexOf('{', i);
      int close = open < 0 ? -1 : url.indexOf('}', open);
      if (close < 0) {
        break;
      }
      out.append(url, i, open).append(value(url.substring(open + 1, close), range, zone));
      i = close + 1;
    }
    return URI.create(out.append(url.substring(i)).toString());
  }

  private static String value(String placeholder, Range range, ZoneId zone) {
    int colon = placeholder.indexOf(':');
    String name = colon < 0 ? placeholder : placeholder.substring(0, colon);
    TimeParameter form =
        colon < 0 ? TimeParameter.ISO : TimeParameter.parse(placeholder.substring(colon + 1));
    long instant =
        switch (name) {
          case "from" -> range.from();
          case "to" -> range.to();
          default ->
              throw new IllegalArgumentException(
                  "'{" + placeholder + "}' in the url is not known: expected {from} or {to}");
        };
    return URLEncoder.encode(form.text(instant, zone), StandardCharsets.UTF_8);
  }

  /** The address without its query, which may hold a token. */
  public String shownUrl() {
    return shown(url);
  }

  private static String shown(String url) {
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    return path.replaceAll("://[^/@]*@", "://***@");
  }

  @Override
  public String toString() {
    return "HttpOptions[" + shownUrl() + "]";
  }
}
