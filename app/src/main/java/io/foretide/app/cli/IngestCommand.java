package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.foretide.app.client.HttpPointSink;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.PatientWriter;
import io.foretide.ingest.Pause;
import io.foretide.ingest.Rejection;
import io.foretide.ingest.csv.CsvImport;
import io.foretide.ingest.csv.CsvOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingest}: CSV files into series. */
@Command(
    name = "ingest",
    description = {
      "Read CSV or CSV.gz files into series; wide or long, found out from the header.",
      "Started again it goes on where it stopped. Exit code 4 if lines were refused."
    })
final class IngestCommand implements Callable<Integer> {
  @Mixin private final Connect connect = new Connect();
  @Mixin private final Console console = new Console();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to read.")
  private List<Path> files = List.of();

  @Mixin private final CsvFlags csv = new CsvFlags();

  @Option(names = "--prefix", defaultValue = "", description = "Put before every series name.")
  private String prefix = "";

  @Option(names = "--series", defaultValue = "", description = "Name for a file with one column.")
  private String series = "";

  @Option(
      names = "--rejects",
      paramLabel = "FOLDER",
      description = "Where refused lines are kept (default: rejects in the data folder).")
  private @Nullable Path rejects;

  @Override
  public Integer call() throws Exception {
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new CommandFailure(ExitCode.NOT_FOUND, file + " does not exist, or is no file");
      }
    }
    Path data = connect.target().configuration().store().folder();
    Path refused = Optional.ofNullable(rejects).orElse(data.resolve("rejects"));
    Path records = data.resolve("ingest");
    Files.createDirectories(refused);
    Files.createDirectories(records);
    IngestReport total = IngestReport.NOTHING;
    try (Connection c = connect.open(false);
        ProgressBar bar = ProgressBar.onError(console.err())) {
      PatientWriter writer =
          new PatientWriter(
              new HttpPointSink(c.client()), Pause.SLEEP, new SplittableRandom(System.nanoTime()));
      CsvImport importer =
          new CsvImport(writer, WallClock.system(), Limits.DEFAULT, records, refused);
      for (Path file : files) {
        IngestReport report =
            importer.run(
                file,
                options(),
                p ->
                    bar.show(
                        p.bytesDone(),
                        p.bytesTotal(),
                        file.getFileName()
                            + ": "
                            + p.points()
                            + " points, "
                            + Math.round(p.pointsPerSecond())
                            + "/s"));
        bar.close();
        tell(file, report, importer.rejectFile(file));
        total = total.plus(report);
      }
    }
    return total.rejected() > 0 ? ExitCode.INCOMPLETE : ExitCode.OK;
  }

  private CsvOptions options() {
    return csv.options().withPrefix(prefix).withSeries(series);
  }

  private void tell(Path file, IngestReport report, Path rejectFile) {
    if (console.json()) {
      ObjectNode out = new ObjectMapper().createObjectNode();
      out.put("file", file.toString())
          .put("points", report.points())
          .put("skipped", report.skipped())
          .put("rejected", report.rejected());
      if (report.rejected() > 0) {
        out.put("reject_file", rejectFile.toString());
      }
      console.print(out, () -> "");
      return;
    }
    console
        .out()
        .println(
            file
                + ": "
                + report.points()
                + " points, "
                + report.skipped()
                + " missing values"
                + (report.rejected() == 0
                    ? ""
                    : ", " + report.rejected() + " lines refused, kept in " + rejectFile));
    for (Rejection r : report.samples()) {
      console.err().println("  line " + r.at() + ": " + r.reason());
    }
    console.out().flush();
    console.err().flush();
  }
}
