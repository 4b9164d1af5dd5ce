package io.foretide.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import io.foretide.app.config.Configuration;
import io.foretide.app.config.Layer;
import io.foretide.app.config.YamlFile;
import io.foretide.app.connect.OpenProviders;
import io.foretide.app.modelsource.ModelSource;
import io.foretide.app.serve.Service;
import io.foretide.app.serve.ServiceOptions;
import io.foretide.connectors.http.AuthSettings;
import io.foretide.connectors.http.Call;
import io.foretide.connectors.http.HttpSettings;
import io.foretide.connectors.http.Session;
import io.foretide.connectors.standin.Authority;
import io.foretide.connectors.standin.GordoMachine;
import io.foretide.connectors.standin.StandIn;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.engine.EngineStatus;
import io.foretide.core.model.ModelDefinition;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.settings.Settings;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What a Latigo installation asks of its back-ends, which are stand-ins in this process: listing
 * machines, predictions and reading.
 */
final class LatigoBench {
  private static final int PROJECTS = 30;
  private static final int TAGS = 40;
  private static final int TAGS_OF_MACHINE = 4;
  private static final long LONGEST = 120_000_000_000L;
  private static final String FIRST = "1583238576000";
  private static final String SECOND = "1583238576001";

  /** Until revisions are asked for again. */
  private static final long FRESH = 5_100;

  private LatigoBench() {}

  /**
   * @param machines of all projects that are listed
   * @param running machines of one project that are run
   */
  static List<BenchRow> run(int machines, int running, Consumer<String> progress) throws Exception {
    List<BenchRow> out = new ArrayList<>();
    progress.accept("listing " + machines + " machines");
    out.addAll(listing(machines));
    progress.accept("running " + running + " machines");
    out.addAll(running(running));
    return out;
  }

  private static GordoMachine machine(int number) {
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < TAGS_OF_MACHINE; i++) {
      tags.add("1903.T" + (number * TAGS_OF_MACHINE + i) % TAGS);
    }
    return GordoMachine.of("m-" + number, tags);
  }

  private static void project(StandIn standIn, String name, String revision, int machines) {
    List<GordoMachine> all = new ArrayList<>();
    for (int i = 0; i < machines; i++) {
      all.add(machine(i));
    }
    standIn.gordo().revision(name, revision, all);
  }

  private static String auth(StandIn standIn) {
    return "{client_id: %s, client_secret: %s, tenant: t, resource: api://r, authority_host_url: '%s'}"
        .formatted(Authority.CLIENT, Authority.SECRET, standIn.authorityUrl());
  }

  private static Configuration configuration(StandIn standIn, Path folder) {
    String auth = "auth: " + auth(standIn);
    String text =
        """
        scheduler: {continuous_prediction_interval: 30m, continuous_prediction_delay: 1h}
        executor: {refuse_overload: false}
        model_info: {type: gordo, connection_string: '%1$s', start: -3h, %4$s}
        predictor: {type: gordo, connection_string: '%1$s', %4$s}
        models_metadata_info: {type: metadata_api, base_url: '%2$s', %4$s}
        sensor_data: {type: time_series_api, base_url: '%3$s', %4$s}
        """
            .formatted(standIn.gordoUrl(), standIn.metadataUrl(), standIn.timeSeriesUrl(), auth);
    Map<String, Object> values = new HashMap<>(YamlFile.parse("bench", text, s -> s).values());
    values.put("store", Map.of("folder", folder.toString()));
    values.put("hub", Map.of("port", 0L));
    return Configuration.read(new Layer(values, Map.of()), folder);
  }

  private static Service open(Configuration c, boolean sources) throws Exception {
    return Service.open(
        c,
        new ServiceOptions(
            false,
            sources,
            WallClock.system(),
            e -> {
              throw new IllegalStateException("the benchmark's service broke", e);
            }));
  }

  private static int list(ModelInformationProvider provider) throws Exception {
    int n = 0;
    String after = "";
    List<ModelDefinition> page;
    do {
      page = provider.list(after, 1000);
      n += page.size();
      after = page.isEmpty() ? after : page.getLast().name();
    } while (page.size() == 1000);
    return n;
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Seconds to ask for a project and each of its machines in turn, as Latigo does. */
  private static double oneByOne(StandIn standIn, String project) throws Exception {
    Settings s =
        Settings.of("bench", YamlFile.parse("bench", "auth: " + auth(standIn), t -> t).values());
    HttpSettings http = HttpSettings.read(s);
    AuthSettings auth = AuthSettings.read(s);
    try (Session session =
        Session.open(http, auth, WallClock.system(), new SplittableRandom(1), Map.of())) {
      String base = standIn.gordoUrl() + project + "/";
      long start = System.nanoTime();
      String revision = session.send(Call.get(base + "revisions")).json().path("latest").asText();
      String query = "?revision=" + revision;
      int read = 0;
      for (JsonNode m : session.send(Call.get(base + "models" + query)).json().path("models")) {
        JsonNode answer = session.send(Call.get(base + m.asText() + "/metadata" + query)).json();
        read += answer.path("metadata").path("name").equals(m) ? 1 : 0;
      }
      if (read == 0) {
        throw new IllegalStateException("no machine of " + project + " could be read");
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static List<BenchRow> listing(int machines) throws Exception {
    Path folder = Files.createTempDirectory("foretide-bench-latigo");
    try (StandIn standIn = StandIn.start(true)) {
      List<String> names = new ArrayList<>();
      for (int p = 0; p < PROJECTS; p++) {
        names.add("ioc-" + (1000 + p));
        project(standIn, names.getLast(), FIRST, machines / PROJECTS);
      }
      standIn.metadata().projects(names);
      Configuration c = configuration(standIn, folder);
      try (OpenProviders open = OpenProviders.withoutStore(c.scheduler().modelDefaults());
          Service service = open(c, false)) {
        open.projects(c.providers().projects());
        ModelInformationProvider gordo = open.models(c.providers().models()).getFirst();
        long work = processorTime();
        long start = System.nanoTime();
        int found = list(gordo);
        double first = (System.nanoTime() - start) / 1e9;
        double worked = (processorTime() - work) / 1e9;
        standIn.forget();
        start = System.nanoTime();
        list(gordo);
        double again = (System.nanoTime() - start) / 1e9;
        int requests = standIn.counts().getOrDefault("/gordo", 0);
        for (String name : names) {
          project(standIn, name, SECOND, machines / PROJECTS);
        }
        Thread.sleep(FRESH);
        standIn.forget();
        start = System.nanoTime();
        list(gordo);
        double built = (System.nanoTime() - start) / 1e9;
        int rebuilt = standIn.counts().getOrDefault("/gordo", 0);
        if (rebuilt < machines) {
          throw new IllegalStateException(rebuilt + " requests for new revisions of " + machines);
        }
        double single = PROJECTS * oneByOne(standIn, names.getFirst());
        ModelSource source =
            new ModelSource(
                "gordo",
                gordo,
                service.engine(),
                service.events(),
                service.store().meta(),
                WallClock.system(),
                Optional.empty());
        start = System.nanoTime();
        source.look();
        double made = (System.nanoTime() - start) / 1e9;
        long models = service.engine().status().models();
        if (found != machines || models != machines) {
          throw new IllegalStateException(
              found + " machines were listed and " + models + " made of " + machines);
        }
        Restarted restarted = restarted(c, service, standIn, machines);
        String what = machines + " machines of " + PROJECTS + " projects";
        return List.of(
            BenchRow.below(what + ", listed first", first, "s", 2)
                .against("one request after the other", single),
            BenchRow.plain(
                what + ", processor time of listing and of the stand-ins, program still cold",
                worked,
                "s"),
            BenchRow.below(what + ", listed again", again, "s", 2),
            BenchRow.plain("requests to Gordo of listing again", requests, "")
                .against("one for each project and its models", 2.0 * PROJECTS),
            BenchRow.plain(what + ", listed when all were built anew", built, "s")
                .against("one request after the other", single),
            BenchRow.plain("requests to Gordo of that", rebuilt, ""),
            BenchRow.plain(what + ", made as models", made, "s"),
            BenchRow.below(what + ", listed first after a restart", restarted.seconds(), "s", 2),
            BenchRow.plain("requests to Gordo of that", restarted.requests(), "")
                .against("one for each project and its models", 2.0 * PROJECTS));
      }
    }
  }

  private record Restarted(double seconds, int requests) {}

  /** Lists with a provider that knows only what the store holds. */
  private static Restarted restarted(
      Configuration c, Service service, StandIn standIn, int machines) throws Exception {
    ConnectorContext context =
        new ConnectorContext(
                WallClock.system(),
                new SecureRandom(),
                service.events(),
                service.store().models(),
                Optional.empty(),
                Map.of(),
                "bench")
            .withModelDefaults(c.scheduler().modelDefaults());
    try (OpenProviders open = new OpenProviders(context)) {
      open.projects(c.providers().projects());
      ModelInformationProvider gordo = open.models(c.providers().models()).getFirst();
      standIn.forget();
      long start = System.nanoTime();
      int found = list(gordo);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (found != machines) {
        throw new IllegalStateException(found + " machines were listed of " + machines);
      }
      return new Restarted(seconds, standIn.counts().getOrDefault("/gordo", 0));
    }
  }

  private static List<BenchRow> running(int machines) throws Exception {
    Path folder = Files.createTempDirectory("foretide-bench-latigo");
    try (StandIn standIn = StandIn.start(true)) {
      standIn.metadata().projects(List.of("ioc-1000"));
      project(standIn, "ioc-1000", FIRST, machines);
      Instant now = Instants.toInstant(WallClock.system().now());
      for (int t = 0; t < TAGS; t++) {
        standIn.timeSeries().series("1903.T" + t, "1903");
        for (int minute = 0; minute < 8 * 60; minute += 5) {
          standIn
              .timeSeries()
              .point("1903.T" + t, now.minusSeconds(60L * minute), 10 + (minute + t) % 7, 192);
        }
      }
      try (Service service = open(configuration(standIn, folder), true)) {
        service.start();
        await(service, machines);
        long tasks = service.tasksByExecutor().values().stream().mapToLong(Long::longValue).sum();
        long listing = machines + 2L;
        double gordo = (standIn.counts().getOrDefault("/gordo", 0) - listing) / (double) tasks;
        long reads =
            standIn.requests().stream().filter(r -> r.path().endsWith("/query/data")).count();
        return List.of(
            BenchRow.below("requests to Gordo per task", gordo, "", 1.1),
            BenchRow.below(
                    "reads of " + TAGS + " shared sensors by " + tasks + " tasks", reads, "", tasks)
                .against("one per task", tasks));
      }
    }
  }

  private static void await(Service service, int machines) throws InterruptedException {
    long end = System.nanoTime() + LONGEST;
    while (true) {
      EngineStatus s = service.engine().status();
      long left = s.tally().missing() + s.tally().inFlight();
      if (s.models() == machines && left == 0 && s.tally().due() > 0) {
        return;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            left + " intervals of " + s.models() + " models are missing");
      }
      Thread.sleep(20);
    }
  }
}
