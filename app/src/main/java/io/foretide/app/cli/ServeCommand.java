package io.foretide.app.cli;

import io.foretide.app.config.Configuration;
import io.foretide.app.enodo.EnodoClients;
import io.foretide.app.enodo.EnodoProcess;
import io.foretide.app.log.LogSetup;
import io.foretide.app.role.Roles;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.core.settings.Problem;
import io.foretide.core.time.WallClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the service. */
@Command(
    name = "serve",
    description = "Run Foretide until Ctrl-C or SIGTERM; then running tasks are finished first.")
final class ServeCommand implements Callable<Integer> {
  @Mixin private final Target target = new Target();
  @Mixin private final Console console = new Console();

  @Option(names = "--port", description = "Port of pages and API (default: hub.port, else 8700).")
  private @Nullable Integer port;

  @Option(names = "--host", description = "Address to listen on (default: hub.host).")
  private @Nullable String host;

  @Option(
      names = "--adopt-existing",
      description = {
        "Ask the prediction storage what it already holds, and mark that as predicted:",
        "for the first start after another program."
      })
  private boolean adopt;

  @Option(
      names = "--allow-overload",
      description =
          "Start although this machine could not keep up with the models"
              + " (executor.refuse_overload: false).")
  private boolean allowOverload;

  @Option(
      names = "--roles",
      split = ",",
      paramLabel = "ROLE",
      description = {
        "What this process does, in any combination of scheduler, executor, hub (default: roles,",
        "else all three); others share the store and the queue. listener and worker join a hub of",
        "Enodo's protocol; alone they keep no data."
      })
  private List<String> roles = List.of();

  @Override
  public Integer call() throws Exception {
    StopSignal stop = StopSignal.install();
    Roles wanted = Roles.of(roles);
    Map<String, Object> hub = new LinkedHashMap<>();
    if (port != null) {
      hub.put("port", port);
    }
    if (host != null) {
      hub.put("host", host);
    }
    Map<String, Object> options = new LinkedHashMap<>();
    if (!hub.isEmpty()) {
      options.put("hub", hub);
    }
    if (!roles.isEmpty() && wanted.keepsData()) {
      options.put("roles", wanted.main());
    }
    if (allowOverload) {
      options.put("executor", Map.of("refuse_overload", false));
    }
    Configuration configuration = target.configuration(options);
    LogSetup.install(configuration.logLevel(), configuration.telemetry().json());
    for (Problem warning : configuration.reading().warnings()) {
      console.err().println("foretide: warning: " + warning);
    }
    console.err().flush();
    if (!wanted.keepsData()) {
      return join(configuration, wanted, stop);
    }
    try (Service service =
        Service.open(
            configuration,
            new ServiceOptions(true, true, adopt, WallClock.system(), Fatal::stop))) {
      service.refuseOverload();
      service.start();
      EnodoClients clients =
          EnodoProcess.beside(configuration, wanted, service.sensors(), WallClock.system());
      clients.listener().ifPresent(service::countFor);
      console
          .out()
          .println(
              service.serves()
                  ? "Foretide serves at " + service.server().address()
                  : "Foretide runs as " + service.name());
      console.out().flush();
      stop.await();
      console.err().println("stopping; Ctrl-C again stops at once");
      console.err().flush();
      clients.close();
    }
    return ExitCode.OK;
  }

  /** A listener or worker. */
  private Integer join(Configuration configuration, Roles wanted, StopSignal stop)
      throws Exception {
    try (EnodoProcess process = EnodoProcess.start(configuration, wanted, WallClock.system())) {
      process
          .clients()
          .listener()
          .ifPresent(
              l -> console.out().println("listening to SiriDB's tee on port " + l.teePort()));
      if (!process.clients().workers().isEmpty()) {
        console
            .out()
            .println("working with " + process.clients().workers().size() + " jobs at a time");
      }
      console.out().flush();
      stop.await();
    }
    return ExitCode.OK;
  }
}
