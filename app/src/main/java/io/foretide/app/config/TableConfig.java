package io.foretide.app.config;

import io.foretide.core.settings.Settings;
import io.foretide.core.time.Durations;
import io.foretide.core.time.Instants;
import io.foretide.ingest.csv.CsvOptions;
import io.foretide.ingest.pull.HttpOptions;
import io.foretide.ingest.pull.PullOptions;
import io.foretide.ingest.pull.SqlOptions;
import io.foretide.ingest.pull.TableColumns;
import io.foretide.ingest.pull.TimeParameter;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One of {@code listener.tables}: a table behind SQL or HTTP that is asked for what is new.
 *
 * @param name for events
 * @param every pause between two pulls, nanoseconds
 * @param start where it begins if nothing is stored yet: an ISO time or a negative duration
 * @param series that it feeds; empty: those that start with the prefix
 * @param prefix of its series' names
 * @param overlap asked again before the last stored point, nanoseconds
 * @param span asked with one call, nanoseconds
 * @param sql the table, if it is one behind SQL
 * @param http the table, if it is one behind HTTP
 */
public record TableConfig(
    String name,
    long every,
    String start,
    List<String> series,
    String prefix,
    long overlap,
    long span,
    Optional<SqlOptions> sql,
    Optional<HttpOptions> http) {
  private static final int MAX_BYTES = 64 << 20;

  static TableConfig read(Settings s) {
    String prefix = s.text("prefix", "");
    Settings c = s.section("columns");
    Optional<TableColumns> columns = columns(c, prefix);
    ZoneId zone = CsvSettings.zone(s);
    long timeout = s.duration("timeout", 30 * Instants.SECOND, Instants.SECOND / 10, Instants.HOUR);
    if (s.has("sql") == s.has("http")) {
      s.problem("sql", "and http are both there, or neither: expected one of them");
    }
    Settings sql = s.section("sql");
    Settings http = s.section("http");
    TableConfig out =
        new TableConfig(
            s.text("name"),
            s.duration("every", Instants.MINUTE, Instants.SECOND / 10, Instants.DAY),
            start(s),
            s.texts("series"),
            prefix,
            s.duration("overlap", Instants.HOUR, 0, 366 * Instants.DAY),
            s.duration("span", Instants.DAY, Instants.SECOND, 366 * Instants.DAY),
            s.has("sql") ? columns.map(t -> sql(sql, t, zone, timeout)) : Optional.empty(),
            s.has("http") ? columns.flatMap(t -> http(http, t, zone, timeout)) : Optional.empty());
    if (out.series.isEmpty() && prefix.isEmpty()) {
      s.problem("series", "and prefix are both missing: one of them tells where reading goes on");
    }
    return out;
  }

  private static String start(Settings s) {
    String start = s.text("start", "-7d");
    try {
      if (start.startsWith("-")) {
        Durations.parse(start);
      } else {
        Instants.parse(start);
      }
    } catch (IllegalArgumentException e) {
      s.problem("start", "'" + start + "' is not usable: expected an ISO time, or such as -7d");
    }
    return start;
  }

  private static Optional<TableColumns> columns(Settings s, String prefix) {
    try {
      return Optional.of(
          new TableColumns(
              s.text("time", "time"), s.text("series", ""), s.text("value", ""), prefix));
    } catch (IllegalArgumentException e) {
      s.problem("series", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static TimeParameter parameter(Settings s, String key, String otherwise) {
    return TimeParameter.parse(
        s.choice(key, otherwise, List.of("iso", "sql", "sql_text", "s", "ms", "us", "ns")));
  }

  private static SqlOptions sql(Settings s, TableColumns columns, ZoneId zone, long timeout) {
    return new SqlOptions(
        s.text("url"),
        s.text("user", ""),
        s.secret("password").reveal(),
        s.text("query"),
        columns,
        parameter(s, "parameter", "sql"),
        zone,
        timeout);
  }

  private static Optional<HttpOptions> http(
      Settings s, TableColumns columns, ZoneId zone, long timeout) {
    Map<String, String> headers = new HashMap<>();
    Settings h = s.section("headers");
    h.keys().forEach(k -> headers.put(k, h.secret(k).reveal()));
    String answer = s.choice("answer", "json", List.of("csv", "json"));
    Settings csv = s.section("csv");
    CsvOptions options = CsvSettings.read(csv).withPrefix(columns.prefix());
    try {
      return Optional.of(
          new HttpOptions(
              s.text("url"),
              headers,
              HttpOptions.Format.valueOf(answer.toUpperCase(Locale.ROOT)),
              s.text("rows", ""),
              columns,
              options,
              zone,
              parameter(s, "unit", "iso"),
              timeout,
              MAX_BYTES));
    } catch (IllegalArgumentException e) {
      s.problem("url", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What is pulled from {@code now} on. */
  public PullOptions options(long now) {
    long from =
        start.startsWith("-") ? Instants.plus(now, Durations.parse(start)) : Instants.parse(start);
    PullOptions usual = PullOptions.of(name, series, prefix, from);
    return new PullOptions(
        name,
        series,
        prefix,
        from,
        overlap,
        span,
        usual.catchUp(),
        usual.tries(),
        usual.firstWait());
  }
}
