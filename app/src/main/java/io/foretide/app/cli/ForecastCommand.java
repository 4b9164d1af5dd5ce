package io.foretide.app.cli;

import io.foretide.app.forecast.Asked;
import io.foretide.app.forecast.ForecastJson;
import io.foretide.app.forecast.ForecastPicture;
import io.foretide.app.forecast.ForecastText;
import io.foretide.app.forecast.Forecasted;
import io.foretide.app.input.AllCores;
import io.foretide.app.input.EvenSeries;
import io.foretide.app.input.EvenSeries.Made;
import io.foretide.app.input.Points;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.app.terminal.Terminal;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code forecast}: series of a CSV file, without a server. */
@Command(
    name = "forecast",
    description = {
      "Forecast the series of a CSV file; needs no server and stores nothing.",
      "Exit code 4 if a line or a series was refused."
    })
final class ForecastCommand implements Callable<Integer> {
  private static final List<String> FORMATS = List.of("table", "csv", "json", "plot", "html");

  @Mixin private final SeriesFlags input = new SeriesFlags();
  @Mixin private final AnswerFlags answer = new AnswerFlags();
  @Mixin private final Console console = new Console();

  @Option(
      names = "--method",
      defaultValue = "auto",
      description = "See --list-methods (default: ${DEFAULT-VALUE}).")
  private String method = "";

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the method; repeat it for several.")
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
      names = "--levels",
      split = ",",
      defaultValue = "80,95",
      description = "Of the intervals, in percent (default: ${DEFAULT-VALUE}).")
  private List<Double> levels = List.of();

  @Option(names = "--list-methods", description = "Show all methods and their parameters.")
  private boolean list;

  @Override
  public Integer call() throws Exception {
    if (list) {
      console.print(MethodLists.forecastJson(), MethodLists::forecast);
      return ExitCode.OK;
    }
    String format = answer.format(console, FORMATS);
    Asked asked = new Asked(method, parameters, season, horizon, levels);
    PrintWriter err = console.err();
    SeriesFlags.Read read = input.read(err);
    StopSignal stop = StopSignal.install();
    List<Forecasted> all;
    try (ProgressBar bar = ProgressBar.onError(err)) {
      int total = read.points().size();
      all =
          AllCores.<Points, Forecasted>each(
                  read.points(),
                  points -> one(asked, points, read),
                  (points, reason) -> asked.none(points.name(), reason, "other data or options"),
                  done -> bar.show(done, total, done + " of " + total + " series"),
                  stop::isAsked)
              .orElseThrow(InterruptedException::new);
    }
    List<EvenSeries> used = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (Forecasted f : all) {
      if (f instanceof Forecasted.Done done) {
        used.add(done.series());
      }
      f.refused()
          .ifPresent(r -> reasons.add(f.name() + ": " + r.reason() + "; it needs " + r.needs()));
    }
    SeriesFlags.tellChanges(used, err);
    SeriesFlags.tellRefused(reasons, err);
    write(format, asked, read.name(), all);
    return reasons.isEmpty() && read.complete() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }

  private Forecasted one(Asked asked, Points points, SeriesFlags.Read read) {
    return switch (input.even(points, read)) {
      case Made.Even(EvenSeries series) -> asked.of(series);
      case Made.No(String name, String reason, String needs) -> asked.none(name, reason, needs);
    };
  }

  private void write(String format, Asked asked, String title, List<Forecasted> all)
      throws Exception {
    ZoneId zone = input.zone();
    Map<String, String> environment = System.getenv();
    answer.write(
        console,
        out -> {
          switch (format) {
            case "json" -> ForecastJson.write(asked.method(), all, out);
            case "csv" -> ForecastText.csv(asked.levels(), all, out);
            case "html" -> out.write(ForecastPicture.page("Forecast: " + title, all, zone));
            case "plot" ->
                ForecastPicture.plot(
                    all,
                    zone,
                    Terminal.width(environment),
                    !answer.toFile() && Terminal.colours(environment),
                    out);
            default -> ForecastText.table(all, out);
          }
        });
  }
}
