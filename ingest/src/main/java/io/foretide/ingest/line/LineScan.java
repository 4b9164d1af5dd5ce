package io.foretide.ingest.line;

import io.foretide.core.frame.PointBatch;
import io.foretide.ingest.Limits;
import io.foretide.ingest.text.Decimals;
import io.foretide.ingest.text.KeyTable;
import io.foretide.ingest.text.SeriesNames;
import io.foretide.ingest.text.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of reading one text in line protocol. Not thread-safe. */
final class LineScan {
  private static final int RAN_OUT = -1;
  private static final long HASH = 0x100000001B3L;
  private static final int SHOWN = 200;

  private final SeriesNaming naming;
  private final NameCache names;
  private final Limits limits;
  private final long now;
  private final long latest;
  private final long unit;

  private PointBatch points;
  private KeyTable series = new KeyTable();
  private KeyTable fields = new KeyTable();
  private int[] numbers = new int[64];

  private byte[] b = new byte[0];
  private int to;
  private boolean end;
  private boolean skipping;
  private long lineNumber;
  private long lines;
  private long skipped;
  private long dropped;
  private final List<LineError> errors = new ArrayList<>();

  /** The points of the line being read; they count only if the whole line is good. */
  private int[] pendingSeries = new int[16];

  private double[] pendingValues = new double[16];
  private int keyFrom;
  private int keyTo;
  private long keyHash;

  /** Number of the line's series key, or -1 while it is not known. */
  private int key;

  private int pending;
  private int pendingSkipped;
  private @Nullable String reason;

  LineScan(
      PointBatch points,
      SeriesNaming naming,
      NameCache names,
      Limits limits,
      long now,
      long latest,
      long unit) {
    this.points = points;
    this.naming = naming;
    this.names = names;
    this.limits = limits;
    this.now = now;
    this.latest = latest;
    this.unit = unit;
  }

  PointBatch points() {
    return points;
  }

  long lines() {
    return lines;
  }

  long skipped() {
    return skipped;
  }

  LineErrors errors() {
    return new LineErrors(dropped, errors);
  }

  /** Starts a new batch; known keys are kept unless there are more than a limit. */
  void clear(int maxKeys) {
    if (fields.size() > maxKeys) {
      points = new PointBatch();
      series = new KeyTable();
      fields = new KeyTable();
    } else {
      points.clear();
    }
  }

  /**
   * Reads whole lines.
   *
   * @param atEnd whether nothing follows, so that the last line needs no line break
   * @param maxPoints stops after the line that reaches this many points
   * @return where the first unread line starts
   */
  int read(byte[] bytes, int from, int until, boolean atEnd, int maxPoints) {
    b = bytes;
    to = until;
    end = atEnd;
    int at = from;
    while (at < to && points.size() < maxPoints) {
      if (skipping) {
        int next = lineBreak(at, to);
        skipping = next < 0;
        at = next < 0 ? to : next + 1;
        continue;
      }
      int limit = Math.min(to, at + LineProtocol.MAX_LINE);
      pending = 0;
      pendingSkipped = 0;
      reason = null;
      int next = line(at, limit);
      if (next == RAN_OUT && limit == to && to - at < LineProtocol.MAX_LINE) {
        return at;
      }
      lineNumber++;
      at = next == RAN_OUT || reason != null ? refuse(at, limit, next) : take(at, next);
    }
    return at;
  }

  private int take(int at, int next) {
    lines += pending + pendingSkipped > 0 ? 1 : 0;
    skipped += pendingSkipped;
    for (int i = at; i < next - 1 && pendingSkipped > 0; i++) {
      lineNumber += b[i] == '\n' ? 1 : 0;
    }
    return next;
  }

  private int refuse(int at, int limit, int next) {
    int stop = lineBreak(at, limit);
    dropped++;
    if (errors.size() < LineErrors.KEPT) {
      String why = reason != null ? reason : stop < 0 ? "line too long" : "unbalanced quotes";
      int shown = Math.min(stop < 0 ? limit : stop, at + SHOWN);
      String text = new String(b, at, shown - at, StandardCharsets.UTF_8).strip();
      errors.add(new LineError(lineNumber, SeriesNames.printable(text), why));
    }
    if (stop >= 0) {
      return stop + 1;
    }
    skipping = !(end && limit == to);
    return limit;
  }

  private int lineBreak(int from, int until) {
    for (int i = from; i < until; i++) {
      if (b[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads a line; returns where the next one starts, or RAN_OUT. Sets the reason if it is bad. */
  private int line(int start, int limit) {
    int i = start;
    while (i < limit && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r')) {
      i++;
    }
    if (i == limit) {
      return ranOut(limit);
    }
    if (b[i] == '\n') {
      return i + 1;
    }
    if (b[i] == '#') {
      int stop = lineBreak(i, limit);
      return stop >= 0 ? stop + 1 : ranOut(limit);
    }
    int from = i;
    long hash = 7;
    for (; i < limit; i++) {
      byte c = b[i];
      if (c == ' ' || c == '\n') {
        break;
      }
      if (c == '\\' && i + 1 < limit && b[i + 1] != '\n') {
        hash = (hash ^ c) * HASH;
        c = b[++i];
      }
      hash = (hash ^ c) * HASH;
    }
    int keyEnd = i;
    while (i < limit && b[i] == ' ') {
      i++;
    }
    if (i == limit && !atEnd(limit)) {
      return RAN_OUT;
    }
    if (b[from] == ',') {
      return bad("missing measurement", limit);
    }
    if (i == limit || b[i] == '\n' || b[i] == '\r') {
      return bad("missing fields", limit);
    }
    keyFrom = from;
    keyTo = keyEnd;
    keyHash = hash;
    key = series.find(-1, hash, b, from, keyEnd);
    return fields(i, limit);
  }

  private int fields(int at, int limit) {
    int i = at;
    while (true) {
      int name = i;
      long hash = keyHash * HASH;
      for (; i < limit; i++) {
        byte c = b[i];
        if (c == '=' || c == ' ' || c == ',' || c == '\n') {
          break;
        }
        if (c == '\\' && i + 1 < limit && b[i + 1] != '\n') {
          hash = (hash ^ c) * HASH;
          c = b[++i];
        }
        hash = (hash ^ c) * HASH;
      }
      if (i >= limit) {
        return atEnd(limit) ? bad("invalid field format", limit) : RAN_OUT;
      }
      if (b[i] != '=') {
        return bad("invalid field format", limit);
      }
      if (i == name) {
        return bad("missing field key", limit);
      }
      int nameEnd = i++;
      if (i < limit && b[i] == '"') {
        i = quoted(i + 1, limit);
        if (i == RAN_OUT) {
          return atEnd(limit) ? bad("unbalanced quotes", limit) : RAN_OUT;
        }
        pendingSkipped++;
      } else {
        int value = i;
        while (i < limit && b[i] != ',' && b[i] != ' ' && b[i] != '\n' && b[i] != '\r') {
          i++;
        }
        if (i == limit && !atEnd(limit)) {
          return RAN_OUT;
        }
        if (value == i) {
          return bad("missing field value", limit);
        }
        double v = value(value, i);
        if (reason != null) {
          return bad(reason, limit);
        }
        if (Double.isNaN(v)) {
          pendingSkipped++;
        } else if (!hold(name, nameEnd, hash, v)) {
          return bad(String.valueOf(reason), limit);
        }
      }
      if (i == limit && !atEnd(limit)) {
        return RAN_OUT;
      }
      if (i < limit && b[i] == ',') {
        i++;
        continue;
      }
      if (i < limit && b[i] != ' ' && b[i] != '\n' && b[i] != '\r') {
        return bad("invalid field format", limit);
      }
      return time(i, limit);
    }
  }

  /** After the closing quote, or RAN_OUT. */
  private int quoted(int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (b[i] == '\\') {
        i++;
      } else if (b[i] == '"') {
        return i + 1;
      }
    }
    return RAN_OUT;
  }

  /** The value of a field; NaN if there is none. Sets the reason if it is bad. */
  private double value(int from, int until) {
    byte last = b[until - 1];
    if ((last == 'i' || last == 'u') && b[from] < 'A') {
      long n = Decimals.parseLong(b, from, until - 1);
      if (n == Long.MIN_VALUE || (last == 'u' && n < 0)) {
        return bigInteger(from, until, last);
      }
      return n;
    }
    double v = Decimals.parse(b, from, until, (byte) '.');
    if (Double.isInfinite(v)) {
      reason = "value is not finite: expected a number";
    } else if (Double.isNaN(v) && !Words.is(b, from, until, "nan")) {
      return word(from, until);
    }
    return v;
  }

  private double bigInteger(int from, int until, byte last) {
    double v = Decimals.parse(b, from, until - 1, (byte) '.');
    boolean digits = b[from] != '+';
    for (int i = from; i < until - 1; i++) {
      digits &= (b[i] >= '0' && b[i] <= '9') || (i == from && b[i] == '-' && last == 'i');
    }
    boolean fits = last == 'i' ? v == -0x1p63 && until - from <= 21 : v >= 0 && v <= 0x1p64;
    if (!digits || !fits) {
      reason = "invalid number";
    }
    return v;
  }

  private double word(int from, int until) {
    byte c = b[from];
    boolean yes =
        (until - from == 1 && (c == 't' || c == 'T'))
            || (c != 'f' && c != 'F' && Words.is(b, from, until, "true"));
    boolean no = (until - from == 1 && (c == 'f' || c == 'F')) || Words.is(b, from, until, "false");
    if (!yes && !no) {
      reason = c == 't' || c == 'T' || c == 'f' || c == 'F' ? "invalid boolean" : "invalid number";
    }
    return yes ? 1 : 0;
  }

  private boolean hold(int name, int nameEnd, long hash, double value) {
    int field = key < 0 ? -1 : fields.find(key, hash, b, name, nameEnd);
    if (field < 0) {
      int number = number(hash, keyFrom, keyTo, name, nameEnd);
      if (number < 0) {
        return false;
      }
      if (key < 0) {
        key = series.add(-1, keyHash, b, keyFrom, keyTo);
      }
      field = fields.add(key, hash, b, name, nameEnd);
      if (field >= numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      }
      numbers[field] = number;
    }
    if (pending == pendingSeries.length) {
      pendingSeries = Arrays.copyOf(pendingSeries, 2 * pending);
      pendingValues = Arrays.copyOf(pendingValues, 2 * pending);
    }
    pendingSeries[pending] = numbers[field];
    pendingValues[pending++] = value;
    return true;
  }

  /** The number in the batch of a series met for the first time; -1 and a reason if it is bad. */
  private int number(long hash, int from, int keyEnd, int name, int nameEnd) {
    String known = names.find(hash, b, from, keyEnd, name, nameEnd);
    if (known != null) {
      return points.seriesOf(known);
    }
    try {
      String text =
          naming.name(
              KeyText.measurement(b, from, keyEnd),
              KeyText.tags(b, from, keyEnd),
              KeyText.field(b, name, nameEnd));
      reason = SeriesNames.refuse(text);
      if (reason != null) {
        return -1;
      }
      names.put(hash, b, from, keyEnd, name, nameEnd, text);
      return points.seriesOf(text);
    } catch (KeyText.Bad e) {
      reason = e.reason();
      return -1;
    }
  }

  private int time(int at, int limit) {
    int i = at;
    while (i < limit && b[i] == ' ') {
      i++;
    }
    int digits = i;
    while (i < limit && b[i] != ' ' && b[i] != '\n' && b[i] != '\r') {
      i++;
    }
    int digitsEnd = i;
    while (i < limit && (b[i] == ' ' || b[i] == '\r')) {
      i++;
    }
    if (i == limit && !atEnd(limit)) {
      return RAN_OUT;
    }
    if (i < limit && b[i] != '\n') {
      return bad("bad timestamp", limit);
    }
    long time = now;
    if (digitsEnd > digits) {
      long n = Decimals.parseLong(b, digits, digitsEnd);
      time = n == Long.MIN_VALUE ? n : Decimals.times(n, unit);
      if (time == Long.MIN_VALUE) {
        boolean number = !Double.isNaN(Decimals.parse(b, digits, digitsEnd, (byte) 'e'));
        String text =
            new String(b, digits, Math.min(40, digitsEnd - digits), StandardCharsets.US_ASCII);
        return bad(number ? Limits.outside(text) : "bad timestamp", limit);
      }
    }
    String refused = limits.refuse(time, latest);
    if (refused != null) {
      return bad(refused, limit);
    }
    for (int k = 0; k < pending; k++) {
      points.add(pendingSeries[k], time, pendingValues[k]);
    }
    return i < limit ? i + 1 : i;
  }

  private int bad(String why, int limit) {
    reason = why;
    return limit;
  }

  private boolean atEnd(int limit) {
    return end && limit == to;
  }

  /** What a line without a line break comes to: the end of the text, or not read yet. */
  private int ranOut(int limit) {
    return atEnd(limit) ? limit : RAN_OUT;
  }
}
