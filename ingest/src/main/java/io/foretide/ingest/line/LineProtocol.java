package io.foretide.ingest.line;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.sensor.PointSink.Busy;
import io.foretide.core.sensor.PointSink.Written;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.Limits;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads Influx line protocol: {@code measurement,tag=value field=1.5,other=2i 1700000000000000000}.
 * Integers ({@code i}), unsigned ({@code u}), floats and booleans (1 and 0) become points; string
 * fields and NaN are passed over and counted; a line without a time gets the clock's. A line is
 * taken whole or not at all. Thread-safe: keep one per process, it remembers series names.
 *
 * <p>Source of the grammar: InfluxDB's line protocol reference. A quoted string may hold line
 * breaks.
 */
public final class LineProtocol {
  /** The longest line, in bytes; a longer one is refused. */
  public static final int MAX_LINE = 256 * 1024;

  /** More than the longest line, so that a line always fits. */
  private static final int BLOCK = 2 * MAX_LINE;

  private static final int FLUSH_POINTS = 20_000;
  private static final int MAX_KEYS = 200_000;

  private final SeriesNaming naming;
  private final Limits limits;
  private final WallClock clock;
  private final NameCache names = new NameCache();

  public LineProtocol(SeriesNaming naming, Limits limits, WallClock clock) {
    this.naming = naming;
    this.limits = limits;
    this.clock = clock;
  }

  /** Reads a whole text; never throws for what it holds. */
  public LineBatch parse(byte[] text, Precision precision) {
    LineScan scan = scan(text.length / 40, precision);
    scan.read(text, 0, text.length, true, Integer.MAX_VALUE);
    return new LineBatch(scan.points(), scan.lines(), scan.skipped(), scan.errors());
  }

  /**
   * Reads a stream and writes its points in portions, in bounded memory. Ending early loses
   * nothing: the same stream can be sent again.
   *
   * @throws Busy if the sink is full; portions before may have been stored
   * @throws IOException if the stream cannot be read
   */
  public LineReport write(InputStream in, Precision precision, PointSink sink)
      throws IOException, Busy {
    LineScan scan = scan(FLUSH_POINTS, precision);
    byte[] block = new byte[BLOCK];
    int held = 0;
    long points = 0;
    long changed = 0;
    boolean end = false;
    while (!end) {
      int n = in.readNBytes(block, held, block.length - held);
      end = held + n < block.length;
      int to = held + n;
      int done = 0;
      boolean more = true;
      while (more) {
        int next = scan.read(block, done, to, end, FLUSH_POINTS);
        more = next > done && next < to;
        done = next;
        if (scan.points().size() >= FLUSH_POINTS || (end && !more && !scan.points().isEmpty())) {
          Written written = sink.write(scan.points());
          points += written.points();
          changed += written.changed();
          scan.clear(MAX_KEYS);
        }
      }
      held = to - done;
      System.arraycopy(block, done, block, 0, held);
    }
    return new LineReport(
        new Written(points, changed), scan.lines(), scan.skipped(), scan.errors());
  }

  private LineScan scan(int expectedPoints, Precision precision) {
    long now = clock.now();
    return new LineScan(
        new PointBatch(expectedPoints),
        naming,
        names,
        limits,
        now,
        limits.latest(clock),
        precision.nanos());
  }
}
