package io.foretide.ingest.csv;

import io.foretide.core.frame.PointBatch;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.PatientWriter;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Reads CSV files, packed with gzip or not, into a sink. How far a file was read is kept in a small
 * record: a second run goes on from there, a file that has grown is read on, a file that was
 * replaced is read anew, and reading anything twice stores the same. Refused lines go to {@code
 * NAME.rejects.csv}. One file must not be read by two at once.
 */
public final class CsvImport {
  private static final int BATCH = 20_000;
  private static final int MAX_SERIES = 200_000;
  private static final long SAVE_EVERY = Instants.SECOND;
  private static final long SHOW_EVERY = Instants.SECOND / 10;

  private final PatientWriter writer;
  private final WallClock clock;
  private final Limits limits;
  private final Path records;
  private final Path rejects;

  /**
   * @param records folder for the records of how far files were read
   * @param rejects folder for refused lines
   */
  public CsvImport(
      PatientWriter writer, WallClock clock, Limits limits, Path records, Path rejects) {
    this.writer = writer;
    this.clock = clock;
    this.limits = limits;
    this.records = records;
    this.rejects = rejects;
  }

  /** Where the refused lines of a file go. */
  public Path rejectFile(Path file) {
    return rejects.resolve(file.getFileName() + ".rejects.csv");
  }

  /** Forgets how far a file was read. */
  public void forget(Path file) throws IOException {
    Files.deleteIfExists(FilePlace.record(records, file));
  }

  /**
   * Reads a file from where an earlier run stopped, to its end.
   *
   * @param progress told about ten times a second, and at the end
   * @return what this run did
   * @throws CsvFormatException if the file cannot be understood, saying what to set
   * @throws IOException if the file cannot be read or the store stays busy; the place is kept
   */
  public IngestReport run(Path file, CsvOptions wish, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    long size = Files.size(file);
    long modified = Files.getLastModifiedTime(file).toMillis();
    Path record = FilePlace.record(records, file);
    FilePlace before = FilePlace.load(record);
    CsvOptions options = wish.series().isEmpty() ? wish.withSeries(stem(file)) : wish;
    byte[] head;
    boolean packed;
    try (InputStream in = Files.newInputStream(file)) {
      packed = Packed.is(in.readNBytes(2));
    }
    try (InputStream in = open(file, packed)) {
      head = in.readNBytes(CsvReader.HEAD);
    }
    boolean same =
        before.head() > 0
            && before.head() <= head.length
            && before.hash().equals(FilePlace.hash(Arrays.copyOf(head, before.head())));
    if (same && before.finished() && before.size() == size && before.modified() == modified) {
      progress.accept(new Progress(size, size, 0, 0, 0));
      return IngestReport.NOTHING;
    }
    boolean touched = before.modified() != modified;
    boolean goOn = same && before.size() <= size && !(touched && (packed || before.size() == size));
    byte[] looked = goOn ? Arrays.copyOf(head, before.head()) : head;
    CsvShape shape = CsvReader.shape(looked, looked.length < CsvReader.HEAD, options);
    FilePlace start =
        goOn
            ? before
            : new FilePlace(size, modified, head.length, FilePlace.hash(head), 0, 0, 0, false);
    try (Counted counted = new Counted(Files.newInputStream(file));
        InputStream in = unpack(counted, packed);
        RejectFile refused = new RejectFile(rejectFile(file), shape, start.rejects())) {
      in.skipNBytes(start.offset());
      CsvReader reader =
          CsvReader.at(shape, options, limits, clock, in, start.offset(), start.lines());
      Run run = new Run(file, record, start, size, modified, reader, refused, counted, progress);
      return run.finish();
    }
  }

  /** A name without folders and without .csv, .tsv, .txt and .gz. */
  public static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    for (String ending : new String[] {".gz", ".csv", ".tsv", ".txt"}) {
      if (name.toLowerCase(Locale.ROOT).endsWith(ending) && name.length() > ending.length()) {
        name = name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  private static InputStream open(Path file, boolean packed) throws IOException {
    return unpack(Files.newInputStream(file), packed);
  }

  private static InputStream unpack(InputStream in, boolean packed) throws IOException {
    InputStream buffered = new BufferedInputStream(in, 1 << 16);
    return packed ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  /** One run over one file. */
  private final class Run {
    private final Path file;
    private final Path record;
    private final FilePlace start;
    private final long size;
    private final long modified;
    private final CsvReader reader;
    private final RejectFile refused;
    private final Counted counted;
    private final Consumer<Progress> progress;
    private final long began = clock.monotonic();
    private long saved = began;
    private long shown = began;
    private IngestReport done = IngestReport.NOTHING;

    Run(
        Path file,
        Path record,
        FilePlace start,
        long size,
        long modified,
        CsvReader reader,
        RejectFile refused,
        Counted counted,
        Consumer<Progress> progress) {
      this.file = file;
      this.record = record;
      this.start = start;
      this.size = size;
      this.modified = modified;
      this.reader = reader;
      this.refused = refused;
      this.counted = counted;
      this.progress = progress;
    }

    IngestReport finish() throws IOException, InterruptedException {
      PointBatch batch = new PointBatch(BATCH + 1024);
      boolean more = true;
      while (more) {
        more = reader.read(batch, BATCH, refused);
        done = done.plus(writer.write(batch));
        if (batch.seriesCount() > MAX_SERIES) {
          batch = new PointBatch(BATCH + 1024);
        } else {
          batch.clear();
        }
        long now = clock.monotonic();
        if (!more || (now - saved >= SAVE_EVERY && reader.resumable())) {
          save(!more);
          saved = now;
        }
        if (!more || now - shown >= SHOW_EVERY) {
          show(now);
          shown = now;
        }
      }
      return done.plus(reader.report());
    }

    private void save(boolean finished) throws IOException {
      new FilePlace(
              size,
              modified,
              start.head(),
              start.hash(),
              reader.resumeOffset(),
              reader.resumeLines(),
              refused.flushed(),
              finished)
          .save(record, file);
    }

    private void show(long now) {
      double seconds = Math.max(1e-3, (now - began) / 1e9);
      progress.accept(
          new Progress(
              Math.min(counted.count, size),
              size,
              done.points(),
              done.points() / seconds,
              reader.report().rejected()));
    }
  }

  /** Counts the bytes that were read. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      int n = super.read(b, off, len);
      count += Math.max(0, n);
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      long skippedBytes = super.skip(n);
      count += skippedBytes;
      return skippedBytes;
    }
  }
}
