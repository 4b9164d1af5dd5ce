package io.foretide.ingest.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream into rows and fields (RFC 4180), in bytes, so that the place of every row is known.
 * A quote opens a field only as its first sign. A row whose quotes do not fit is bad, and reading
 * goes on after its first line: a stray quote spoils one line, not the rest. Not thread-safe.
 */
final class RowScanner {
  /** The longest row, in bytes. */
  static final int MAX_ROW = 1 << 20;

  private static final int QUOTED_LINES = 1 << 16;

  private final InputStream in;
  private final byte separator;
  private byte[] b = new byte[1 << 18];
  private int at;
  private int to;
  private boolean drained;
  private long base;
  private long line;

  private int rowFrom;
  private int rowTo;
  private int rowLines;
  private int fields;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private String problem = "";
  private boolean open;

  /**
   * @param offset of the stream's first byte in the whole
   * @param line how many lines lie before it
   */
  RowScanner(InputStream in, byte separator, long offset, long line) {
    this.in = in;
    this.separator = separator;
    this.base = offset;
    this.line = line;
  }

  byte[] bytes() {
    return b;
  }

  int fields() {
    return fields;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  /** A field as text, doubled quotes undone. */
  String text(int field) {
    String s = new String(b, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    return s.indexOf('"') < 0 ? s : s.replace("\"\"", "\"");
  }

  int rowFrom() {
    return rowFrom;
  }

  /** Where the row's text ends, without its line break. */
  int rowTo() {
    int end = rowTo;
    while (end > rowFrom && (b[end - 1] == '\n' || b[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  /** The number of the row's first line, from 1. */
  long line() {
    return line + 1 - rowLines;
  }

  /** How many lines lie before {@link #offset}. */
  long linesDone() {
    return line;
  }

  /** The place after the row. */
  long offset() {
    return base + at;
  }

  /** The place where the row starts. */
  long rowOffset() {
    return base + rowFrom;
  }

  /** Whether the row has no line break: more of it may be written later. */
  boolean open() {
    return open;
  }

  /** What is wrong with the row; empty if it is good. */
  String problem() {
    return problem;
  }

  /** Goes to the next row that is not blank or a comment; false at the end. */
  boolean next() throws IOException {
    while (true) {
      problem = "";
      if (at == to && (!fill() || at == to)) {
        return false;
      }
      int end = scan();
      while (end < 0 && to - at < MAX_ROW && fill()) {
        end = scan();
      }
      if (end < 0) {
        end = unfinished();
      }
      rowFrom = at;
      rowTo = end;
      at = end;
      line += rowLines;
      boolean blank = fields == 1 && starts[0] == ends[0] && problem.isEmpty();
      if (!blank && b[rowFrom] != '#') {
        return true;
      }
    }
  }

  /** Takes only the first line of the row just read as bad; the next row starts after it. */
  void onlyFirstLine() {
    if (rowLines > 1) {
      int stop = lineBreak(rowFrom, rowTo);
      line -= rowLines - 1;
      rowLines = 1;
      rowTo = stop + 1;
      at = rowTo;
    }
  }

  /** The end of the row at {@link #at}, after its line break; -1 if it is not all there. */
  private int scan() {
    fields = 0;
    rowLines = 1;
    open = false;
    int i = at;
    while (true) {
      while (i < to && b[i] == ' ') {
        i++;
      }
      if (i < to && b[i] == '"') {
        int close = closing(i + 1);
        if (close == -2) {
          return spoiled("a quote is not closed");
        }
        if (close < 0) {
          return -1;
        }
        put(i + 1, close);
        i = close + 1;
        while (i < to && (b[i] == ' ' || b[i] == '\r')) {
          i++;
        }
        if (i < to && b[i] != separator && b[i] != '\n') {
          return spoiled("text follows a closing quote");
        }
      } else {
        int start = i;
        while (i < to && b[i] != separator && b[i] != '\n') {
          i++;
        }
        put(start, i);
      }
      if (i == to) {
        open = true;
        return drained ? to : -1;
      }
      if (b[i++] == '\n') {
        return i;
      }
    }
  }

  /** The place of the closing quote; -1 if more must be read, -2 if there is none. */
  private int closing(int from) {
    for (int i = from; i < to; i++) {
      if (b[i] == '"') {
        if (i + 1 < to && b[i + 1] == '"') {
          i++;
        } else if (i + 1 < to || drained) {
          return i;
        } else {
          return -1;
        }
      } else if (b[i] == '\n') {
        rowLines++;
        if (i - from > QUOTED_LINES) {
          return -2;
        }
      }
    }
    return drained ? -2 : -1;
  }

  private int spoiled(String why) {
    int stop = lineBreak(at, to);
    if (stop < 0 && !drained) {
      return -1;
    }
    rowLines = 1;
    problem = why;
    open = stop < 0;
    return stop < 0 ? to : stop + 1;
  }

  /** A row longer than allowed: all of its first line is bad. */
  private int unfinished() throws IOException {
    problem = "the line is longer than " + MAX_ROW + " bytes";
    rowLines = 1;
    fields = 0;
    int stop = lineBreak(at, to);
    if (stop >= 0) {
      return stop + 1;
    }
    int keep = 200;
    while (stop < 0 && !drained) {
      base += to - at - keep;
      to = at + keep;
      fill();
      stop = lineBreak(at, to);
    }
    open = stop < 0;
    return stop < 0 ? to : stop + 1;
  }

  private void put(int from, int until) {
    if (fields == starts.length) {
      starts = Arrays.copyOf(starts, 2 * fields);
      ends = Arrays.copyOf(ends, 2 * fields);
    }
    int start = from;
    int end = until;
    while (end > start && (b[end - 1] == ' ' || b[end - 1] == '\r')) {
      end--;
    }
    while (start < end && b[start] == ' ') {
      start++;
    }
    starts[fields] = start;
    ends[fields++] = end;
  }

  private int lineBreak(int from, int until) {
    for (int i = from; i < until; i++) {
      if (b[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads more; false if nothing came. */
  private boolean fill() throws IOException {
    if (drained) {
      return false;
    }
    if (at > 0) {
      System.arraycopy(b, at, b, 0, to - at);
      base += at;
      to -= at;
      at = 0;
    }
    if (to == b.length) {
      b = Arrays.copyOf(b, 2 * b.length);
    }
    int n = in.readNBytes(b, to, b.length - to);
    drained = to + n < b.length;
    to += n;
    return n > 0 || drained;
  }
}
