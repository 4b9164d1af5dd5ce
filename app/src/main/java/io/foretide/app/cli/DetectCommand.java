package io.foretide.app.cli;

import io.foretide.app.detect.DetectJson;
import io.foretide.app.detect.DetectPicture;
import io.foretide.app.detect.DetectRequest;
import io.foretide.app.detect.DetectText;
import io.foretide.app.detect.Detected;
import io.foretide.app.detect.Rule;
import io.foretide.app.detect.Training;
import io.foretide.app.input.AllCores;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.EvenSeries.Made;
import io.foretide.app.input.Together;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.app.terminal.Terminal;
import io.foretide.detect.catalog.DetectorEntry;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detect}: what is unusual in the series of a CSV file, without a server. */
@Command(
    name = "detect",
    description = {
      "Find what is unusual in the series of a CSV file; needs no server and stores nothing.",
      "A method for several signals sees all series together, others see each alone.",
      "Exit code 4 if a line or a series was refused."
    })
final class DetectCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("table", "csv", "json", "plot", "html");

  @Mixin private final SeriesFlags input = new SeriesFlags();
  @Mixin private final AnswerFlags answer = new AnswerFlags();
  @Mixin private final Console console = new Console();

  @Option(
      names = "--method",
      defaultValue = "mad",
      description = "See --list-methods (default: ${DEFAULT-VALUE}).")
  private String method = "";

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the method; repeat it for several.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--train-until",
      paramLabel = "T",
      defaultValue = "",
      description =
          "Learn from what lies before: a time, or a share such as 40%% (default: 50%%). Only what"
              + " comes after is scored.")
  private String trainUntil = "";

  @Option(
      names = "--false-alarms",
      paramLabel = "N",
      defaultValue = "NaN",
      description = "Set the limit for N false episodes in 30 days, from the rows learned from.")
  private double falseAlarms = Double.NaN;

  @Option(
      names = "--on-delay",
      paramLabel = "D",
      defaultValue = "",
      description = "An episode begins after so long above the limit; steps or a duration.")
  private String onDelay = "";

  @Option(
      names = "--off-delay",
      paramLabel = "D",
      defaultValue = "",
      description = "It goes on through so long below the limit.")
  private String offDelay = "";

  @Option(
      names = "--merge",
      paramLabel = "D",
      defaultValue = "",
      description = "Episodes that are no further apart are one.")
  private String merge = "";

  @Option(
      names = "--min-size",
      paramLabel = "D",
      defaultValue = "",
      description = "Shorter episodes do not count.")
  private String minimumSize = "";

  @Option(
      names = "--direction",
      defaultValue = "both",
      description = "up, down or both (default: ${DEFAULT-VALUE}).")
  private String direction = "";

  @Option(names = "--each", description = "Every series alone, with methods for several too.")
  private boolean each;

  @Option(names = "--list-methods", description = "Show all methods and their parameters.")
  private boolean list;

  @Override
  public Integer call() throws Exception {
    if (list) {
      console.print(MethodLists.detectJson(), MethodLists::detect);
      return ExitCode.OK;
    }
    String format = answer.format(console, FORMATS);
    DetectRequest request =
        new DetectRequest(
            method,
            parameters,
            new Training(trainUntil),
            falseAlarms,
            new Rule(onDelay, offDelay, merge, minimumSize, direction));
    PrintWriter err = console.err();
    SeriesFlags.Read read = input.read(err);
    SeriesFlags.Evened series = input.evened(read, err);
    List<Detected> all = new ArrayList<>(scored(request, groups(request, series.used()), err));
    for (Made.No no : series.refused()) {
      all.add(new Detected.None(no.name(), no.reason() + "; it needs " + no.needs()));
    }
    List<String> reasons = new ArrayList<>();
    for (Detected one : all) {
      if (!one.why().isEmpty()) {
        reasons.add(one.name() + ": " + one.why());
      }
    }
    SeriesFlags.tellRefused(reasons, err);
    write(format, read.name(), all);
    return reasons.isEmpty() && read.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  /** Series that are scored together. */
  private List<Together> groups(DetectRequest request, List<EvenSeries> used) {
    boolean together =
        !each && used.size() > 1 && request.entry().scope() == DetectorEntry.Scope.MULTIVARIATE;
    if (!together) {
      return used.stream().map(Together::of).toList();
    }
    String step = used.getFirst().step().text();
    for (EvenSeries one : used) {
      if (!one.step().text().equals(step)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "series '"
                + one.name()
                + "' has the step "
                + one.step().text()
                + " and '"
                + used.getFirst().name()
                + "' "
                + step
                + ": expected one step for all; give --step, --column or --each");
      }
    }
    return List.of(Together.of(used));
  }

  private static List<Detected> scored(
      DetectRequest request, List<Together> groups, PrintWriter err) throws InterruptedException {
    StopSignal stop = StopSignal.install();
    try (ProgressBar bar = ProgressBar.onError(err)) {
      int total = groups.size();
      return AllCores.<Together, Detected>each(
              groups,
              request::of,
              (data, reason) -> new Detected.None(String.join(", ", data.names()), reason),
              done -> bar.show(done, total, done + " of " + total + " scored"),
              stop::isAsked)
          .orElseThrow(InterruptedException::new);
    }
  }

  private void write(String format, String title, List<Detected> all) throws Exception {
    ZoneId zone = input.zone();
    Map<String, String> environment = System.getenv();
    answer.write(
        console,
        out -> {
          switch (format) {
            case "json" -> DetectJson.write(method, all, out);
            case "csv" -> DetectText.csv(all, out);
            case "html" -> out.write(DetectPicture.page("Unusual: " + title, all, zone));
            case "plot" ->
                DetectPicture.plot(
                    all,
                    zone,
                    Terminal.width(environment),
                    !answer.toFile() && Terminal.colours(environment),
                    out);
            default -> DetectText.table(all, out);
          }
        });
  }
}
