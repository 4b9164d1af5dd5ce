package io.foretide.ingest.csv;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.Rejection;
import io.foretide.ingest.text.Decimals;
import io.foretide.ingest.text.KeyTable;
import io.foretide.ingest.text.SeriesNames;
import io.foretide.ingest.text.TimeReader;
import io.foretide.ingest.text.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads points from CSV, wide or long, in small memory. A line whose time cannot be read, or with a
 * wrong number of fields, is refused; a value that is no number is refused with its line, while the
 * line's other values are taken. Missing values (empty, NA, NaN, null, ...) are passed over and
 * counted. Not thread-safe.
 */
public final class CsvReader {
  /** How much of a text is looked at to find out how it is built. */
  public static final int HEAD = 1 << 20;

  private final CsvShape shape;
  private final Limits limits;
  private final WallClock clock;
  private final RowScanner rows;
  private final TimeReader times;
  private final String prefix;
  private final double[] sentinels;
  private final int[] values;
  private final byte point;
  private int[] numbers = new int[0];
  private @Nullable PointBatch numbered;
  private KeyTable keys = new KeyTable();
  private int[] keyNumbers = new int[64];
  private byte[] joined = new byte[64];
  private long skipped;
  private long rejected;
  private final List<Rejection> samples = new ArrayList<>();

  private CsvReader(
      CsvShape shape,
      CsvOptions options,
      Limits limits,
      WallClock clock,
      InputStream in,
      long offset,
      long line) {
    this.shape = shape;
    this.limits = limits;
    this.clock = clock;
    rows = new RowScanner(in, (byte) shape.separator(), offset, line);
    times = new TimeReader(shape.format(), options.zone());
    prefix = options.prefix();
    sentinels = options.missing().stream().mapToDouble(Double::doubleValue).toArray();
    values = shape.values().stream().mapToInt(Integer::intValue).toArray();
    point = (byte) shape.decimalSign();
  }

  /**
   * Starts at the beginning of a text.
   *
   * @throws CsvFormatException if it cannot be understood, saying what to set
   */
  public static CsvReader open(InputStream in, CsvOptions options, Limits limits, WallClock clock)
      throws IOException {
    byte[] head = in.readNBytes(HEAD);
    CsvShape shape = shape(head, head.length < HEAD, options);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), in);
    return at(shape, options, limits, clock, all, 0, 0);
  }

  /**
   * How a text is built.
   *
   * @param head its first bytes
   * @param whole whether they are all
   */
  static CsvShape shape(byte[] head, boolean whole, CsvOptions options) throws IOException {
    if (head.length >= 2
        && ((head[0] == -1 && head[1] == -2) || (head[0] == -2 && head[1] == -1))) {
      throw new CsvFormatException("the text is UTF-16: save it as UTF-8");
    }
    int mark = mark(head);
    return CsvSniffer.shape(
        mark > 0 ? Arrays.copyOfRange(head, mark, head.length) : head, whole, options);
  }

  /** Starts at a place where a row starts, after so many lines. */
  static CsvReader at(
      CsvShape shape,
      CsvOptions options,
      Limits limits,
      WallClock clock,
      InputStream in,
      long offset,
      long line)
      throws IOException {
    if (offset > 0) {
      return new CsvReader(shape, options, limits, clock, in, offset, line);
    }
    byte[] first = in.readNBytes(3);
    int mark = mark(first);
    InputStream rest =
        new SequenceInputStream(new ByteArrayInputStream(first, mark, first.length - mark), in);
    CsvReader reader = new CsvReader(shape, options, limits, clock, rest, mark, 0);
    if (shape.header()) {
      reader.rows.next();
    }
    return reader;
  }

  /** The length of a byte order mark. */
  private static int mark(byte[] b) {
    return b.length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF
        ? 3
        : 0;
  }

  public CsvShape shape() {
    return shape;
  }

  /** Bytes read so far, up to the end of the last row. */
  public long offset() {
    return rows.offset();
  }

  /** Lines read so far. */
  public long lines() {
    return rows.linesDone();
  }

  /** Skipped and refused so far; points are counted by who writes them. */
  public IngestReport report() {
    return new IngestReport(0, 0, skipped, rejected, samples);
  }

  /** Where reading goes on later: a last row without a line break is read again. */
  long resumeOffset() {
    return rows.open() ? rows.rowOffset() : rows.offset();
  }

  /** How many lines lie before {@link #resumeOffset}. */
  long resumeLines() {
    return rows.open() ? rows.line() - 1 : rows.linesDone();
  }

  /** Whether reading can go on later from {@link #offset} with the same results. */
  boolean resumable() {
    return !times.insideOverlap();
  }

  /**
   * Adds the points of the next rows to a batch, until it holds at least so many or the text ends.
   *
   * @return false at the end of the text
   */
  public boolean read(PointBatch into, int points, RejectedLines refused) throws IOException {
    long latest = limits.latest(clock);
    if (numbered != into) {
      number(into);
    }
    while (into.size() < points) {
      if (!rows.next()) {
        return false;
      }
      row(into, latest, refused);
    }
    return true;
  }

  private void number(PointBatch into) {
    numbers = shape.names().stream().mapToInt(into::seriesOf).toArray();
    keys = new KeyTable();
    numbered = into;
  }

  private void row(PointBatch into, long latest, RejectedLines refused) {
    int expected = shape.columns().size();
    String problem = rows.problem();
    if (problem.isEmpty()) {
      int n = rows.fields();
      boolean fits = n == expected || (n == expected + 1 && rows.start(n - 1) == rows.end(n - 1));
      problem = fits ? "" : "has " + n + " fields: expected " + expected;
    }
    if (!problem.isEmpty()) {
      rows.onlyFirstLine();
      refuse(problem, refused);
      return;
    }
    if (shape.layout() == CsvLayout.LONG) {
      longRow(into, latest, refused);
      return;
    }
    long time = time(0, latest, refused);
    if (time == TimeReader.BAD) {
      return;
    }
    String bad = null;
    for (int k = 0; k < values.length; k++) {
      String why = value(into, numbers[k], values[k], time);
      bad = bad == null ? why : bad;
    }
    if (bad != null) {
      refuse(bad, refused);
    }
  }

  private void longRow(PointBatch into, long latest, RejectedLines refused) {
    int field = shape.series();
    byte[] b = rows.bytes();
    long hash = 7;
    for (int i = rows.start(field); i < rows.end(field); i++) {
      hash = (hash ^ b[i]) * 0x100000001B3L;
    }
    int key = keys.find(-1, hash, b, rows.start(field), rows.end(field));
    if (key < 0) {
      String name = rows.text(field).isBlank() ? "" : prefix + rows.text(field);
      String why = SeriesNames.refuse(name);
      if (why != null) {
        refuse(why, refused);
        return;
      }
      key = keys.add(-1, hash, b, rows.start(field), rows.end(field));
      if (key == keyNumbers.length) {
        keyNumbers = Arrays.copyOf(keyNumbers, 2 * key);
      }
      keyNumbers[key] = into.seriesOf(name);
    }
    long time = time(key, latest, refused);
    if (time != TimeReader.BAD) {
      String why = value(into, keyNumbers[key], values[0], time);
      if (why != null) {
        refuse(why, refused);
      }
    }
  }

  private long time(int stream, long latest, RejectedLines refused) {
    byte[] b = rows.bytes();
    int from = rows.start(shape.time());
    int to = rows.end(shape.time());
    if (shape.timeOfDay() >= 0) {
      int date = to - from;
      int day = rows.end(shape.timeOfDay()) - rows.start(shape.timeOfDay());
      if (joined.length < date + 1 + day) {
        joined = new byte[date + 1 + day];
      }
      System.arraycopy(b, from, joined, 0, date);
      joined[date] = ' ';
      System.arraycopy(b, rows.start(shape.timeOfDay()), joined, date + 1, day);
      b = joined;
      from = 0;
      to = date + 1 + day;
    }
    long time = times.read(b, from, to, stream);
    String why = time == TimeReader.BAD ? times.why(b, from, to) : limits.refuse(time, latest);
    if (why != null) {
      refuse(why, refused);
      return TimeReader.BAD;
    }
    return time;
  }

  /** Adds a value; says why if it is refused. */
  private @Nullable String value(PointBatch into, int number, int field, long time) {
    byte[] b = rows.bytes();
    int from = rows.start(field);
    int to = rows.end(field);
    double v = Decimals.parse(b, from, to, point);
    if (Double.isNaN(v)) {
      if (Words.missing(b, from, to)) {
        skipped++;
        return null;
      }
      v = Words.is(b, from, to, "true") ? 1 : Words.is(b, from, to, "false") ? 0 : v;
      if (Double.isNaN(v)) {
        return "'"
            + cell(b, from, to)
            + "' in column '"
            + shape.columns().get(field)
            + "' is no number";
      }
    }
    if (Double.isInfinite(v)) {
      return "'"
          + cell(b, from, to)
          + "' in column '"
          + shape.columns().get(field)
          + "' is not finite: expected a number";
    }
    for (double sentinel : sentinels) {
      if (v == sentinel) {
        skipped++;
        return null;
      }
    }
    into.add(number, time, v);
    return null;
  }

  private static String cell(byte[] b, int from, int to) {
    return SeriesNames.printable(new String(b, from, to - from, StandardCharsets.UTF_8));
  }

  private void refuse(String reason, RejectedLines refused) {
    rejected++;
    long line = rows.line();
    if (samples.size() < IngestReport.SAMPLES) {
      samples.add(new Rejection(line, reason));
    }
    refused.reject(line, reason, rows.bytes(), rows.rowFrom(), rows.rowTo());
  }
}
