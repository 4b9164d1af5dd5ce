package io.foretide.app.cli;

import io.foretide.app.input.CsvInput;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.EvenSeries.Made;
import io.foretide.app.input.InputException;
import io.foretide.app.input.Points;
import io.foretide.app.input.Step;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.core.time.Durations;
import io.foretide.ingest.Rejection;
import io.foretide.ingest.csv.CsvImport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The series that a command works on: a file or standard input, and how it is read. */
final class SeriesFlags {
  private static final int MOST_TOLD = 10;
  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "CSV or CSV.gz, wide or long; - is standard input.")
  private String file = "";

  @Mixin private final CsvFlags csv = new CsvFlags();

  @Option(
      names = "--column",
      paramLabel = "COL",
      description = "A series of the file; repeat it for several (default: all).")
  private List<String> columns = List.of();

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      defaultValue = "",
      description = "Distance between values, such as 10m (default: found out).")
  private String step = "";

  /**
   * What was read.
   *
   * @param name of the file, without its ending
   * @param points of every series
   * @param usual the step of most series
   * @param complete whether no line was refused
   */
  record Read(String name, List<Points> points, Optional<Step> usual, boolean complete) {}

  ZoneId zone() {
    return csv.zone();
  }

  /** Reads all points and says on the error stream what was refused. */
  Read read(PrintWriter err) throws IOException {
    if (file.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "no FILE: expected a CSV file, or - for standard input");
    }
    String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
    String stem = file.equals(STANDARD_INPUT) ? "value" : CsvImport.stem(Path.of(file));
    CsvInput input;
    try (ProgressBar bar = ProgressBar.onError(err);
        InputStream in = open()) {
      input =
          CsvInput.read(
              in,
              name,
              csv.options().withSeries(stem),
              columns,
              points -> bar.show(0, 0, "reading, " + points + " points"),
              () -> false);
    }
    for (String note : input.shape().notes()) {
      err.println(name + ": " + note);
    }
    long refused = input.report().rejected();
    if (refused > 0) {
      err.println(name + ": " + refused + (refused == 1 ? " line" : " lines") + " refused");
      for (Rejection r : input.report().samples()) {
        err.println("  line " + r.at() + ": " + r.reason());
      }
    }
    err.flush();
    Optional<Step> usual =
        length() > 0 ? Optional.empty() : EvenSeries.usualStep(input.series(), csv.zone());
    return new Read(stem, input.series(), usual, refused == 0);
  }

  private InputStream open() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new Unclosed(System.in);
    }
    Path path = Path.of(file);
    if (!Files.exists(path) || Files.isDirectory(path)) {
      throw new CommandFailure(ExitCode.NOT_FOUND, file + " does not exist, or is no file");
    }
    return Files.newInputStream(path);
  }

  /** Length of a step in nanoseconds; 0 if it is to be found. */
  private long length() {
    if (step.isEmpty()) {
      return 0;
    }
    long nanos;
    try {
      nanos = Durations.parse(step);
    } catch (IllegalArgumentException e) {
      throw new InputException(InputException.Kind.OPTION, "--step: " + e.getMessage());
    }
    if (nanos <= 0) {
      throw new InputException(
          InputException.Kind.OPTION, "--step '" + step + "': expected a duration above zero");
    }
    return nanos;
  }

  /** A series on its grid. */
  Made even(Points points, Read read) {
    return EvenSeries.of(points, length(), read.usual(), csv.zone());
  }

  /**
   * All series on their grids, as far as they can be.
   *
   * @param used those that can
   * @param refused the others
   */
  record Evened(List<EvenSeries> used, List<Made.No> refused) {}

  /** Puts all series on their grids and says what had to be done. */
  Evened evened(Read read, PrintWriter err) {
    List<EvenSeries> used = new ArrayList<>();
    List<Made.No> refused = new ArrayList<>();
    for (Points points : read.points()) {
      switch (even(points, read)) {
        case Made.Even(EvenSeries series) -> used.add(series);
        case Made.No no -> refused.add(no);
      }
    }
    tellChanges(used, err);
    return new Evened(used, refused);
  }

  /** Says what had to be done to put series on a grid. */
  static void tellChanges(List<EvenSeries> all, PrintWriter err) {
    List<EvenSeries> changed = new ArrayList<>();
    for (EvenSeries one : all) {
      if (!one.changes().isEmpty()) {
        changed.add(one);
      }
    }
    for (EvenSeries one : changed.subList(0, Math.min(MOST_TOLD, changed.size()))) {
      err.println(one.name() + ": " + one.changes());
    }
    if (changed.size() > MOST_TOLD) {
      err.println(
          "... "
              + changed.size()
              + " of "
              + all.size()
              + " series are not evenly spaced or have gaps");
    }
    err.flush();
  }

  /** Says why series have no result. */
  static void tellRefused(List<String> reasons, PrintWriter err) {
    for (String reason : reasons.subList(0, Math.min(MOST_TOLD, reasons.size()))) {
      err.println("foretide: " + reason);
    }
    if (reasons.size() > MOST_TOLD) {
      err.println("foretide: ... " + reasons.size() + " series were refused");
    }
    err.flush();
  }

  /** Standard input belongs to the process. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
