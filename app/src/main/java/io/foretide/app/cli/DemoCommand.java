package io.foretide.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.demo.Demo;
import io.foretide.app.demo.DemoResult;
import io.foretide.app.demo.LatigoDemo;
import io.foretide.app.demo.Scenario;
import io.foretide.app.demo.Tried;
import io.foretide.app.demo.enodo.ChainResult;
import io.foretide.app.demo.enodo.EnodoDemo;
import io.foretide.app.folder.TemporaryFolder;
import io.foretide.app.log.LogSetup;
import io.foretide.app.terminal.ProgressBar;
import io.foretide.core.settings.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code demo}: real data that ships with the program, replayed as if it happened now. */
@Command(
    name = "demo",
    description = {
      "Show Foretide at work on real sensor data that ships with it, replayed live.",
      "Started again on the same folder it goes on where it was."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String LATIGO = "latigo";
  private static final String CHAIN = "enodo";
  private static final int PORTS = 20;

  @Mixin private final Console console = new Console();

  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "plant",
      description = {
        "Which demonstration: plant, rollout, latigo: Kafka, two executors and stand-ins of all",
        "that Latigo stands between, with Latigo's own configuration files, or enodo: SiriDB's",
        "tee, listener, hub and worker (default: ${DEFAULT-VALUE})."
      })
  private String scenario = "";

  @Option(
      names = "--once",
      description = {
        "No page: fill the backlog, print one JSON line, end; 0 if nothing is missing",
        "and rollouts ended as they should."
      })
  private boolean once;

  @Option(names = "--port", description = "Port of the page (default: 8700, or the next free).")
  private @Nullable Integer port;

  @Option(names = "--data-dir", description = "Folder of the data (default: data/demo-SCENARIO).")
  private @Nullable Path dataDir;

  @Option(names = "--no-browser", description = "Do not open the page, only print its address.")
  private boolean noBrowser;

  @Option(
      names = "--speed",
      defaultValue = "1",
      description = "How fast time passes, 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Override
  public Integer call() throws Exception {
    StopSignal stop = StopSignal.install();
    if (scenario.equals(LATIGO)) {
      return latigo(stop);
    }
    if (scenario.equals(CHAIN)) {
      return chain(stop);
    }
    if (!Scenario.NAMES.contains(scenario)) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "there is no scenario '"
              + scenario
              + "': expected one of "
              + String.join(", ", Scenario.NAMES)
              + ", "
              + LATIGO
              + ", "
              + CHAIN
              + Nearest.hint(scenario, Scenario.NAMES));
    }
    if (!(speed >= 1 && speed <= 10_000)) {
      throw new CommandFailure(ExitCode.USAGE, "--speed " + speed + ": expected 1 to 10000");
    }
    Path folder = dataDir == null ? DemoFolder.of(scenario) : dataDir.toAbsolutePath();
    try (ProgressBar bar = ProgressBar.onError(console.err());
        Demo demo =
            Demo.open(scenario, configuration(folder), port == null && !once, speed, Fatal::stop)) {
      if (!once) {
        console.out().println("Foretide shows " + demo.title() + " at " + demo.address());
        console.out().println("Data in " + folder + "; Ctrl-C ends it, the same command goes on.");
        console.out().flush();
        if (!noBrowser) {
          Browser.open(demo.address());
        }
      }
      demo.play(file -> bar.show(0, 0, "loading " + file), stop::isAsked);
      if (once) {
        DemoResult result =
            demo.finish((left, due) -> bar.show(due - left, due, text(left, due)), stop::isAsked);
        List<Tried> tried = trials(demo, bar, stop);
        bar.close();
        Map<String, Object> line = new LinkedHashMap<>();
        boolean asExpected = tried.stream().allMatch(Tried::isAsExpected);
        if (demo.hasTrials()) {
          line.put("rollouts", tried.stream().map(Tried::asMap).toList());
          line.put("as_expected", asExpected);
        }
        line.putAll(result.asMap());
        console.out().println(new ObjectMapper().writeValueAsString(line));
        console.out().flush();
        return stop.isAsked()
            ? ExitCode.INTERRUPTED
            : result.missing() == 0 && asExpected ? ExitCode.OK : ExitCode.INCOMPLETE;
      }
      for (Tried t : trials(demo, bar, stop)) {
        long id = t.rollout().path("id").asLong();
        console
            .out()
            .println(
                "Rollout "
                    + id
                    + " ("
                    + t.title()
                    + ") is "
                    + t.outcome()
                    + ": "
                    + demo.address().resolve("/ui/rollouts/" + id));
        console.out().flush();
      }
      bar.close();
      stop.await();
      console.err().println("stopping; Ctrl-C again stops at once");
      console.err().flush();
    }
    return ExitCode.OK;
  }

  private int latigo(StopSignal stop) throws Exception {
    if (!LatigoDemo.isAvailable()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "this installation has no broker and no stand-ins: start it as ./foretide demo latigo in"
              + " a checkout");
    }
    if (speed != 1) {
      throw new CommandFailure(ExitCode.USAGE, "--speed: this demonstration runs in real time");
    }
    LogSetup.install("error");
    boolean temporary = dataDir == null;
    Path folder =
        dataDir == null ? Files.createTempDirectory("foretide-latigo") : dataDir.toAbsolutePath();
    Map<String, Object> hub = Map.of("port", once ? 0 : port == null ? 8700 : port);
    try (ProgressBar bar = ProgressBar.onError(console.err())) {
      bar.show(0, 0, "starting Kafka and the stand-ins");
      try (LatigoDemo demo =
          LatigoDemo.start(folder, hub, port == null && !once ? PORTS : 1, Fatal::stop)) {
        if (!once) {
          bar.close();
          console.out().println("Foretide runs in Latigo's place at " + demo.address());
          for (Path file : demo.files()) {
            console.out().println("  with " + file);
          }
          console.out().println("Kafka, Gordo, Time Series API and Metadata API are stand-ins.");
          console.out().println("Ctrl-C ends it.");
          console.out().flush();
          if (!noBrowser) {
            Browser.open(demo.address());
          }
          stop.await();
          return ExitCode.OK;
        }
        LatigoDemo.Result result =
            demo.finish((left, due) -> bar.show(due - left, due, text(left, due)), stop::isAsked);
        bar.close();
        console.out().println(new ObjectMapper().writeValueAsString(result.asMap()));
        console.out().flush();
        return stop.isAsked()
            ? ExitCode.INTERRUPTED
            : result.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
      }
    } finally {
      if (temporary) {
        TemporaryFolder.remove(folder);
      }
    }
  }

  /** Enodo's chain: the database's tee, listener, hub, worker, forecast, alarm, webhook. */
  private Integer chain(StopSignal stop) throws Exception {
    if (!EnodoDemo.isAvailable()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "this installation has no stand-ins: start it as ./foretide demo enodo in a checkout");
    }
    boolean temporary = dataDir == null;
    Path folder =
        dataDir == null ? Files.createTempDirectory("foretide-enodo") : dataDir.toAbsolutePath();
    int wanted = once ? 0 : port == null ? 8700 : port;
    try (ProgressBar bar = ProgressBar.onError(console.err());
        EnodoDemo demo = EnodoDemo.open(folder, wanted, Fatal::stop)) {
      if (!once) {
        console.out().println("Foretide shows Enodo's chain at " + demo.address());
        console.out().println("Data in " + folder + "; Ctrl-C ends it.");
        console.out().flush();
        if (!noBrowser) {
          Browser.open(demo.address());
        }
        bar.close();
        stop.await();
        return ExitCode.OK;
      }
      ChainResult result =
          demo.finish(
              r -> bar.show(0, 0, r.points() + " points, " + r.jobs() + " jobs"), stop::isAsked);
      bar.close();
      console.out().println(new ObjectMapper().writeValueAsString(result.asMap()));
      console.out().flush();
      return stop.isAsked()
          ? ExitCode.INTERRUPTED
          : result.isComplete() ? ExitCode.OK : ExitCode.INCOMPLETE;
    } finally {
      if (temporary) {
        TemporaryFolder.remove(folder);
      }
    }
  }

  private List<Tried> trials(Demo demo, ProgressBar bar, StopSignal stop) throws Exception {
    return demo.trials(!once, title -> bar.show(0, 0, "rolling out: " + title), stop::isAsked);
  }

  private static String text(long left, long due) {
    return due - left + " of " + due + " intervals";
  }

  private Configuration configuration(Path folder) {
    Map<String, Object> hub = new LinkedHashMap<>();
    hub.put("port", once ? 0 : port == null ? 8700 : port);
    return Configuration.read(
        new Layer(Map.of("store", Map.of("folder", folder.toString()), "hub", hub), Map.of()),
        folder);
  }
}
