package io.foretide.app.input;

import io.foretide.app.input.InputException.Kind;
import io.foretide.core.frame.PointBatch;
import io.foretide.core.settings.Nearest;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.csv.CsvFormatException;
import io.foretide.ingest.csv.CsvOptions;
import io.foretide.ingest.csv.CsvReader;
import io.foretide.ingest.csv.CsvShape;
import io.foretide.ingest.csv.Packed;
import io.foretide.ingest.csv.RejectedLines;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/**
 * What a CSV text holds.
 *
 * @param series with their points, in the order of the text
 * @param shape how the text is built
 * @param report skipped values and refused lines
 */
public record CsvInput(List<Points> series, CsvShape shape, IngestReport report) {
  private static final int BATCH = 20_000;

  /** Bytes that a point may take on its way to a grid. */
  private static final int BYTES_PER_POINT = 80;

  private static final Limits ANY_TIME = new Limits(Long.MAX_VALUE);

  /** Keeps its own list. */
  public CsvInput {
    series = List.copyOf(series);
  }

  /**
   * Reads a text, packed with gzip or not.
   *
   * @param name of the file, for messages
   * @param wanted names of series; all if empty
   * @param read told how many points were read, now and then
   * @param stop true ends the reading
   * @throws InputException if the text cannot be understood, a wanted series is not there, or the
   *     points do not fit into memory
   */
  public static CsvInput read(
      InputStream in,
      String name,
      CsvOptions options,
      List<String> wanted,
      LongConsumer read,
      BooleanSupplier stop)
      throws IOException {
    Map<String, Points> all = new LinkedHashMap<>();
    try {
      CsvReader reader = CsvReader.open(Packed.unpacked(in), options, ANY_TIME, WallClock.system());
      for (String known : reader.shape().names()) {
        all.put(known, new Points(known));
      }
      collect(reader, wanted, all, read, stop);
      if (stop.getAsBoolean()) {
        return new CsvInput(List.of(), reader.shape(), reader.report());
      }
      return new CsvInput(
          chosen(all, wanted, name, reader.report()), reader.shape(), reader.report());
    } catch (CsvFormatException e) {
      throw new InputException(Kind.UNREADABLE, name + ": " + e.getMessage());
    } catch (ZipException | EOFException e) {
      throw new InputException(
          Kind.UNREADABLE,
          name + ": the gzip stream is damaged or cut short (" + e.getMessage() + ")");
    }
  }

  private static void collect(
      CsvReader reader,
      List<String> wanted,
      Map<String, Points> all,
      LongConsumer read,
      BooleanSupplier stop)
      throws IOException {
    long most = Runtime.getRuntime().maxMemory() / BYTES_PER_POINT;
    long kept = 0;
    long seen = 0;
    PointBatch batch = new PointBatch(BATCH + 1024);
    List<Points> numbered = new ArrayList<>();
    boolean more = true;
    while (more && !stop.getAsBoolean()) {
      more = reader.read(batch, BATCH, RejectedLines.NONE);
      for (int n = numbered.size(); n < batch.seriesCount(); n++) {
        numbered.add(all.computeIfAbsent(batch.seriesName(n), Points::new));
      }
      for (int i = 0; i < batch.size(); i++) {
        Points points = numbered.get(batch.seriesAt(i));
        if (wanted.isEmpty() || wanted.contains(points.name())) {
          points.add(batch.timeAt(i), batch.valueAt(i));
          kept++;
        }
      }
      if (kept > most) {
        throw new InputException(
            Kind.UNREADABLE,
            "more than "
                + most
                + " points do not fit into memory: choose series with --column, or give more"
                + " memory with FORETIDE_JAVA_OPTS=-Xmx8g");
      }
      seen += batch.size();
      read.accept(seen);
      batch.clear();
    }
  }

  private static List<Points> chosen(
      Map<String, Points> all, List<String> wanted, String name, IngestReport report) {
    if (all.isEmpty()) {
      throw new InputException(
          Kind.UNREADABLE,
          name
              + ": no line could be read"
              + (report.samples().isEmpty()
                  ? ""
                  : "; the first refused one is line "
                      + report.samples().getFirst().at()
                      + ": "
                      + report.samples().getFirst().reason()));
    }
    if (wanted.isEmpty()) {
      return List.copyOf(all.values());
    }
    List<Points> out = new ArrayList<>();
    for (String one : wanted) {
      Points points = all.get(one);
      if (points == null) {
        List<String> names = List.copyOf(all.keySet());
        throw new InputException(
            Kind.NOT_THERE,
            name
                + ": there is no series '"
                + one
                + "'"
                + Nearest.hint(one, names)
                + "; it has "
                + String.join(", ", names.subList(0, Math.min(12, names.size())))
                + (names.size() > 12 ? " and " + (names.size() - 12) + " more" : ""));
      }
      if (!out.contains(points)) {
        out.add(points);
      }
    }
    return out;
  }
}
