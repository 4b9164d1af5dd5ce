package io.foretide.ingest.csv;

import io.foretide.ingest.text.TimeFormat;
import io.foretide.ingest.text.TimeGuess;
import io.foretide.ingest.text.TimeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out how a CSV text is built from its first rows. */
final class CsvSniffer {
  private static final Set<String> TIME_NAMES =
      Set.of(
          "time",
          "timestamp",
          "datetime",
          "date_time",
          "date",
          "ts",
          "t",
          "ds",
          "_time",
          "zeit",
          "datum",
          "zeitstempel",
          "horodate",
          "fecha",
          "epoch",
          "time_utc",
          "timestamp_utc");
  private static final Set<String> SERIES_NAMES =
      Set.of(
          "series",
          "sensor",
          "tag",
          "name",
          "metric",
          "variable",
          "sensor_id",
          "series_id",
          "unique_id",
          "signal",
          "channel",
          "item_id",
          "id",
          "tagname",
          "tag_name",
          "point");
  private static final Set<String> VALUE_NAMES =
      Set.of("value", "val", "v", "y", "reading", "measurement", "target", "wert", "_value");
  private static final Pattern CLOCK = Pattern.compile("\\d{1,2}[:.]\\d{2}([:.]\\d{2}(\\.\\d+)?)?");

  private final CsvOptions options;
  private final List<String> notes = new ArrayList<>();
  private final CsvHead head;
  private final char separator;
  private List<String> columns = List.of();
  private boolean header;

  private CsvSniffer(byte[] text, boolean whole, CsvOptions options) throws IOException {
    this.options = options;
    separator = options.separator() != 0 ? options.separator() : CsvHead.separator(text, whole);
    head = CsvHead.read(text, whole, separator, Boolean.TRUE.equals(options.header()));
  }

  /**
   * @param whole whether the text is all there is
   * @throws CsvFormatException if no column of times is found, saying what to set
   */
  static CsvShape shape(byte[] text, boolean whole, CsvOptions options) throws IOException {
    return new CsvSniffer(text, whole, options).shape();
  }

  private CsvShape shape() throws CsvFormatException {
    if (head.isEmpty()) {
      throw new CsvFormatException("the file is empty: expected rows with a time and values");
    }
    String[] first = head.first();
    boolean named = options.header() == null ? looksNamed(first) : options.header();
    header = named;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < head.width(); i++) {
      names.add(named && i < first.length ? first[i].strip() : Integer.toString(i + 1));
    }
    columns = names;
    List<String[]> data = head.data(header ? 1 : 0);
    if (data.isEmpty()) {
      throw new CsvFormatException(
          "there is no row under the header " + columns + ": expected rows with a time and values");
    }
    return shape(data);
  }

  private CsvShape shape(List<String[]> data) throws CsvFormatException {
    int time = timeColumn(data);
    int timeOfDay = timeOfDayColumn(data, time);
    TimeFormat format = format(data, time, timeOfDay);
    char point = options.decimalSign() != 0 ? options.decimalSign() : decimalSign(data, time);
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (i != time && i != timeOfDay) {
        others.add(i);
      }
    }
    CsvLayout layout = layout(data, others, point);
    int series = -1;
    List<Integer> values = others;
    List<String> names = List.of();
    if (layout == CsvLayout.LONG) {
      series = longColumn(options.seriesColumn(), SERIES_NAMES, others, "series", data, point);
      List<Integer> rest = new ArrayList<>(others);
      rest.remove(Integer.valueOf(series));
      values = List.of(longColumn(options.valueColumn(), VALUE_NAMES, rest, "value", data, point));
    } else {
      values = numeric(data, others, point);
      names = names(values);
    }
    return new CsvShape(
        separator, point, header, layout, columns, time, timeOfDay, series, values, names, format,
        notes);
  }

  private boolean looksNamed(String[] first) {
    for (String field : first) {
      byte[] b = field.getBytes(StandardCharsets.UTF_8);
      boolean time =
          options.timeFormat().isEmpty()
              ? b.length > 5 && TimeGuess.of(List.of(b)) != null
              : new TimeReader(TimeFormat.parse(options.timeFormat()), options.zone())
                      .read(b, 0, b.length, 0)
                  != TimeReader.BAD;
      if (time || (CsvHead.number(field, '.') && field.indexOf('.') >= 0)) {
        return false;
      }
    }
    return true;
  }

  private int timeColumn(List<String[]> data) throws CsvFormatException {
    String wish = options.timeColumn();
    if (!wish.isEmpty()) {
      int plus = columns.contains(wish) ? -1 : wish.indexOf('+');
      return column(plus < 0 ? wish : wish.substring(0, plus), "time");
    }
    for (int i = 0; i < columns.size(); i++) {
      if (TIME_NAMES.contains(plain(columns.get(i))) && readable(data, i)) {
        return i;
      }
    }
    for (int i = 0; i < columns.size(); i++) {
      if (readable(data, i)) {
        return i;
      }
    }
    throw new CsvFormatException(
        "no column of times was found among "
            + shown(columns)
            + " (separator '"
            + (separator == '\t' ? "\\t" : separator)
            + "', first row "
            + shown(List.of(data.getFirst()))
            + "): set the time column and the time format, such as dd/MM/yyyy HH:mm");
  }

  private boolean readable(List<String[]> data, int column) {
    if (!options.timeFormat().isEmpty()) {
      TimeFormat wish = TimeFormat.parse(options.timeFormat());
      TimeReader reader = new TimeReader(wish, options.zone());
      return times(data, column, -1).stream()
          .anyMatch(t -> reader.read(t, 0, t.length, 0) != TimeReader.BAD);
    }
    return TimeGuess.of(times(data.subList(0, Math.min(200, data.size())), column, -1)) != null;
  }

  private int timeOfDayColumn(List<String[]> data, int time) throws CsvFormatException {
    String wish = options.timeColumn();
    int plus = columns.contains(wish) ? -1 : wish.indexOf('+');
    if (plus >= 0) {
      return column(wish.substring(plus + 1), "time of day");
    }
    int next = time + 1;
    if (next >= columns.size() || !wish.isEmpty()) {
      return -1;
    }
    boolean clock =
        data.stream().limit(100).allMatch(r -> CLOCK.matcher(r[next].strip()).matches())
            && data.stream().limit(100).noneMatch(r -> r[time].indexOf(':') >= 0)
            && (TIME_NAMES.contains(plain(columns.get(next)))
                || data.stream().limit(100).allMatch(r -> r[next].indexOf(':') > 0));
    return clock ? next : -1;
  }

  private TimeFormat format(List<String[]> data, int time, int timeOfDay)
      throws CsvFormatException {
    if (!options.timeFormat().isEmpty()) {
      return TimeFormat.parse(options.timeFormat());
    }
    TimeGuess guess = TimeGuess.of(times(data, time, timeOfDay));
    if (guess == null) {
      throw new CsvFormatException(
          "times such as '"
              + data.getFirst()[time]
              + "' in column '"
              + columns.get(time)
              + "' are not understood: set the time format, such as dd/MM/yyyy HH:mm");
    }
    if (guess.unsure()) {
      notes.add(
          "times such as '"
              + data.getFirst()[time]
              + "' were read with the day first ("
              + guess.format().text()
              + "): set the time format if the month comes first");
    }
    return guess.format();
  }

  private static List<byte[]> times(List<String[]> data, int time, int timeOfDay) {
    List<byte[]> out = new ArrayList<>(data.size());
    for (String[] row : data) {
      String text = timeOfDay < 0 ? row[time] : row[time] + " " + row[timeOfDay];
      if (!CsvHead.missing(row[time])) {
        out.add(text.strip().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out;
  }

  private char decimalSign(List<String[]> data, int time) {
    if (separator == ',') {
      return '.';
    }
    int commas = 0;
    int points = 0;
    for (String[] row : data.subList(0, Math.min(500, data.size()))) {
      for (int i = 0; i < columns.size(); i++) {
        if (i != time) {
          commas += row[i].indexOf(',') >= 0 && CsvHead.number(row[i], ',') ? 1 : 0;
          points += row[i].indexOf('.') >= 0 && CsvHead.number(row[i], '.') ? 1 : 0;
        }
      }
    }
    return commas > points ? ',' : '.';
  }

  private CsvLayout layout(List<String[]> data, List<Integer> others, char point) {
    if (options.layout() != CsvLayout.AUTO) {
      return options.layout();
    }
    if (!options.seriesColumn().isEmpty()) {
      return CsvLayout.LONG;
    }
    boolean series = others.stream().anyMatch(i -> SERIES_NAMES.contains(plain(columns.get(i))));
    boolean value = others.stream().anyMatch(i -> VALUE_NAMES.contains(plain(columns.get(i))));
    boolean bare =
        !header
            && others.size() == 2
            && text(data, others.get(0), point)
            && !text(data, others.get(1), point);
    boolean named = others.size() == 2 && series && text(data, seriesNamed(others), point);
    return (series && value) || bare || named ? CsvLayout.LONG : CsvLayout.WIDE;
  }

  private int seriesNamed(List<Integer> others) {
    return others.stream()
        .filter(i -> SERIES_NAMES.contains(plain(columns.get(i))))
        .findFirst()
        .orElse(others.getFirst());
  }

  private int longColumn(
      String wish,
      Set<String> known,
      List<Integer> among,
      String what,
      List<String[]> data,
      char point)
      throws CsvFormatException {
    if (!wish.isEmpty()) {
      return column(wish, what);
    }
    for (int i : among) {
      if (known.contains(plain(columns.get(i)))) {
        return i;
      }
    }
    for (int i : among) {
      if (text(data, i, point) == what.equals("series")) {
        return i;
      }
    }
    throw new CsvFormatException(
        "no "
            + what
            + " column was found among "
            + shown(columns)
            + ": set the "
            + what
            + " column");
  }

  /** Whether a column holds something and none of it is a number. */
  private static boolean text(List<String[]> data, int column, char point) {
    boolean any = false;
    for (String[] row : data) {
      if (!CsvHead.missing(row[column])) {
        if (CsvHead.number(row[column], point)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private List<Integer> numeric(List<String[]> data, List<Integer> others, char point)
      throws CsvFormatException {
    List<Integer> out = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int i : others) {
      if (columns.get(i).equals(RejectFile.LINE) || columns.get(i).equals(RejectFile.REASON)) {
        continue;
      }
      if (columns.get(i).isEmpty() || text(data, i, point)) {
        left.add(columns.get(i).isEmpty() ? "column " + (i + 1) : columns.get(i));
      } else {
        out.add(i);
      }
    }
    if (!left.isEmpty()) {
      notes.add("left out, since they have no name or hold no numbers: " + shown(left));
    }
    if (out.isEmpty()) {
      throw new CsvFormatException(
          "no column of numbers was found among "
              + shown(columns)
              + ": set the separator or the decimal sign");
    }
    return out;
  }

  private List<String> names(List<Integer> values) {
    List<String> out = new ArrayList<>();
    boolean lone = values.size() == 1;
    String stem = options.series();
    for (int i : values) {
      String column = columns.get(i);
      boolean plainValue = lone && (!header || VALUE_NAMES.contains(plain(column)));
      String name = plainValue && !stem.isEmpty() ? stem : column;
      if (!header && !plainValue && !stem.isEmpty()) {
        name = stem + "." + column;
      }
      String full = options.prefix() + name;
      for (int n = 2; out.contains(full); n++) {
        full = options.prefix() + name + "." + n;
      }
      out.add(full);
    }
    return out;
  }

  private int column(String wish, String what) throws CsvFormatException {
    int i = columns.indexOf(wish);
    for (int k = 0; i < 0 && k < columns.size(); k++) {
      i = columns.get(k).equalsIgnoreCase(wish.strip()) ? k : -1;
    }
    if (i < 0 && wish.strip().matches("[1-9]\\d{0,3}")) {
      int n = Integer.parseInt(wish.strip());
      i = n <= columns.size() ? n - 1 : -1;
    }
    if (i < 0) {
      throw new CsvFormatException(
          "there is no " + what + " column '" + wish + "': the columns are " + shown(columns));
    }
    return i;
  }

  private static String plain(@Nullable String column) {
    String c = column == null ? "" : column.strip().toLowerCase(Locale.ROOT);
    int unit = Math.max(c.indexOf('['), c.indexOf('('));
    return (unit > 0 ? c.substring(0, unit).strip() : c).replace(' ', '_');
  }

  private static String shown(List<String> names) {
    List<String> few = names.subList(0, Math.min(12, names.size()));
    String text = String.join(", ", few);
    return names.size() > few.size()
        ? text + " and " + (names.size() - few.size()) + " more"
        : text;
  }
}
