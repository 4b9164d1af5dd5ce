package io.foretide.app.cli;

import io.foretide.app.backtest.BacktestJson;
import io.foretide.app.backtest.BacktestPicture;
import io.foretide.app.backtest.BacktestRequest;
import io.foretide.app.backtest.BacktestText;
import io.foretide.app.backtest.Tested;
import io.foretide.app.input.AllCores;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.EvenSeries.Made;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.app.terminal.Terminal;
import io.foretide.forecast.backtest.Backtest;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backtest}: how well methods would have forecast the series of a CSV file. */
@Command(
    name = "backtest",
    description = {
      "Tell how well methods would have forecast the series of a CSV file, beside the seasonal"
          + " naive; needs no server and stores nothing.",
      "Exit code 4 if a line or a series was refused."
    })
final class BacktestCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("table", "csv", "json", "plot", "html");

  @Mixin private final SeriesFlags input = new SeriesFlags();
  @Mixin private final AnswerFlags answer = new AnswerFlags();
  @Mixin private final Console console = new Console();

  @Option(
      names = {"--methods", "--method"},
      paramLabel = "A,B",
      split = ",",
      defaultValue = "auto",
      description = "See forecast --list-methods (default: ${DEFAULT-VALUE}).")
  private List<String> methods = List.of();

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the only method; repeat it for several.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--season",
      paramLabel = "M",
      defaultValue = "auto",
      description = "Steps or durations joined by commas, none, or auto (default).")
  private String season = "";

  @Option(
      names = "--horizon",
      paramLabel = "H",
      defaultValue = "",
      description = "Steps or a duration such as 24h (default: two seasons, or 10 steps).")
  private String horizon = "";

  @Option(
      names = "--origins",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many forecasts per method (default: ${DEFAULT-VALUE}).")
  private int origins;

  @Option(
      names = "--every",
      paramLabel = "D",
      defaultValue = "",
      description = "Distance of their origins, steps or a duration (default: the horizon).")
  private String every = "";

  @Option(
      names = "--mode",
      defaultValue = "refit",
      description =
          "refit at every origin, update the first fit, or keep it fixed (default:"
              + " ${DEFAULT-VALUE}).")
  private String mode = "";

  @Option(
      names = "--levels",
      split = ",",
      defaultValue = "80,95",
      description = "Of the intervals, in percent (default: ${DEFAULT-VALUE}).")
  private List<Double> levels = List.of();

  @Override
  public Integer call() throws Exception {
    String format = answer.format(console, FORMATS);
    BacktestRequest request =
        new BacktestRequest(methods, parameters, season, horizon, origins, every, mode(), levels);
    PrintWriter err = console.err();
    SeriesFlags.Read read = input.read(err);
    SeriesFlags.Evened series = input.evened(read, err);
    List<Tested> all = new ArrayList<>(tested(request, series.used(), err));
    for (Made.No no : series.refused()) {
      all.add(new Tested.None(no.name(), no.reason() + "; it needs " + no.needs()));
    }
    List<String> reasons = new ArrayList<>();
    for (Tested one : all) {
      if (!one.why().isEmpty()) {
        reasons.add(one.name() + ": " + one.why());
      }
    }
    SeriesFlags.tellRefused(reasons, err);
    write(format, read.name(), all, request.levels());
    return reasons.isEmpty() && read.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private Backtest.Mode mode() {
    try {
      return Backtest.Mode.valueOf(mode.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--mode '" + mode + "': expected refit, update or fixed");
    }
  }

  private static List<Tested> tested(
      BacktestRequest request, List<EvenSeries> used, PrintWriter err) throws InterruptedException {
    StopSignal stop = StopSignal.install();
    try (ProgressBar bar = ProgressBar.onError(err)) {
      int total = used.size();
      return AllCores.<EvenSeries, Tested>each(
              used,
              request::of,
              (series, reason) -> new Tested.None(series.name(), reason),
              done -> bar.show(done, total, done + " of " + total + " series"),
              stop::isAsked)
          .orElseThrow(InterruptedException::new);
    }
  }

  private void write(String format, String title, List<Tested> all, List<Double> percents)
      throws Exception {
    ZoneId zone = input.zone();
    Map<String, String> environment = System.getenv();
    answer.write(
        console,
        out -> {
          switch (format) {
            case "json" -> BacktestJson.write(all, percents, out);
            case "csv" -> BacktestText.csv(all, percents, out);
            case "html" ->
                out.write(BacktestPicture.page("Backtest: " + title, all, percents, zone));
            case "plot" ->
                BacktestPicture.plot(
                    all,
                    percents,
                    zone,
                    Terminal.width(environment),
                    !answer.toFile() && Terminal.colours(environment),
                    out);
            default -> BacktestText.table(all, percents, out);
          }
        });
  }
}
