package io.foretide.app.serve;

import io.foretide.app.config.Configuration;
import io.foretide.app.config.FolderConfig;
import io.foretide.app.config.TableConfig;
import io.foretide.app.modelfiles.ModelFolder;
import io.foretide.app.modelsource.ModelSource;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.Severity;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.time.Instants;
import io.foretide.core.time.WallClock;
import io.foretide.ingest.IngestReport;
import io.foretide.ingest.Limits;
import io.foretide.ingest.PatientWriter;
import io.foretide.ingest.Pause;
import io.foretide.ingest.Repeating;
import io.foretide.ingest.folder.FolderListener;
import io.foretide.ingest.folder.WatchedFolder;
import io.foretide.ingest.pull.HttpTable;
import io.foretide.ingest.pull.PullSource;
import io.foretide.ingest.pull.PulledTable;
import io.foretide.ingest.pull.SqlTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that brings points and models by itself while a service runs. */
final class Sources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  /** How often the folder of model files is looked at. */
  private static final long MODELS_EVERY = 2 * Instants.SECOND;

  /** How often outside systems are asked which models they have. */
  private static final long SOURCES_EVERY = Instants.MINUTE;

  private final List<Repeating> running = new ArrayList<>();
  private final List<HttpTable> connections = new ArrayList<>();

  private Sources() {}

  /** Starts what the configuration names. */
  static Sources start(Service service, WallClock clock) throws IOException {
    Sources out = new Sources();
    Configuration c = service.configuration();
    ModelFolder models =
        new ModelFolder(
            c.models(),
            c.scheduler().modelDefaults(),
            System.getenv(),
            service.engine(),
            service.events(),
            service.store().meta(),
            clock);
    out.running.add(new Repeating("model files", MODELS_EVERY, () -> look(models)));
    int number = 0;
    for (ModelInformationProvider provider : service.modelSources()) {
      String name = c.providers().models().get(number).type() + (number == 0 ? "" : "-" + number);
      number++;
      ModelSource source =
          new ModelSource(
              name,
              provider,
              service.engine(),
              service.events(),
              service.store().meta(),
              clock,
              service.adopts() ? Optional.of(service.engine()::adopt) : Optional.empty());
      out.running.add(
          new Repeating(
              "models of " + name, SOURCES_EVERY, () -> look(name, source, service, clock)));
    }
    PatientWriter writer =
        new PatientWriter(service.points(), Pause.SLEEP, new SplittableRandom(clock.monotonic()));
    for (FolderConfig folder : c.listener().folders()) {
      Files.createDirectories(folder.path());
      Path records = c.store().folder().resolve("ingest");
      Files.createDirectories(records);
      WatchedFolder watched =
          new WatchedFolder(
              folder.path(),
              folder.csv(),
              writer,
              clock,
              Limits.DEFAULT,
              records,
              new Told(service, clock));
      out.running.add(watched.start(folder.every()));
    }
    for (TableConfig table : c.listener().tables()) {
      PulledTable pulled =
          new PulledTable(
              table.options(clock.now()),
              out.source(table, clock),
              service.series(),
              writer,
              clock,
              Pause.SLEEP,
              new SplittableRandom(clock.monotonic()),
              new EmptyIntervals(service.engine(), table, clock),
              service.events()::append);
      out.running.add(pulled.start(table.every()));
    }
    return out;
  }

  private static void look(ModelFolder models) {
    try {
      models.look();
    } catch (ProviderException e) {
      LOG.warn("model files are looked at again soon: {}", e.getMessage());
    }
  }

  private static void look(String name, ModelSource source, Service service, WallClock clock) {
    try {
      source.look();
    } catch (ProviderException e) {
      service
          .events()
          .append(
              Event.of(
                  clock.now(),
                  Severity.WARNING,
                  "model_source.silent",
                  "",
                  "the models of "
                      + name
                      + " cannot be listed and stay as they are: "
                      + e.getMessage()));
    }
  }

  private PullSource source(TableConfig table, WallClock clock) {
    if (table.sql().isPresent()) {
      return new SqlTable(table.sql().get(), Limits.DEFAULT, clock);
    }
    HttpTable http = new HttpTable(table.http().orElseThrow(), Limits.DEFAULT, clock);
    connections.add(http);
    return http;
  }

  @Override
  public void close() {
    running.forEach(Repeating::close);
    connections.forEach(HttpTable::close);
  }

  /** Tells what a watched folder did as events. */
  private record Told(Service service, WallClock clock) implements FolderListener {
    @Override
    public void taken(Path file, IngestReport report) {
      tell(
          report.rejected() > 0 ? Severity.WARNING : Severity.INFO,
          "file.taken",
          file.getFileName()
              + ": "
              + report.points()
              + " points, "
              + report.rejected()
              + " lines refused");
    }

    @Override
    public void failed(Path file, String message) {
      tell(Severity.ERROR, "file.failed", message);
    }

    private void tell(Severity severity, String kind, String message) {
      service.events().append(Event.of(clock.now(), severity, kind, "", message));
    }
  }
}
