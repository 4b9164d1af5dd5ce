package io.foretide.app.serve;

import static java.util.stream.Collectors.joining;

import io.foretide.app.Version;
import io.foretide.app.alarm.AlarmWatch;
import io.foretide.app.capacity.CapacityGuard;
import io.foretide.app.capacity.LiveExecutors;
import io.foretide.app.capacity.StartCheck;
import io.foretide.app.client.ServerFile;
import io.foretide.app.config.Configuration;
import io.foretide.app.connect.OpenProviders;
import io.foretide.app.enodo.EnodoService;
import io.foretide.app.enodo.TalliedSink;
import io.foretide.app.enodorest.EnodoRest;
import io.foretide.app.enodorest.StoredTexts;
import io.foretide.app.log.LogTap;
import io.foretide.app.log.LoggedEvents;
import io.foretide.app.log.Masking;
import io.foretide.app.telemetry.Telemetry;
import io.foretide.app.tryout.LibraryBacktests;
import io.foretide.connectors.enodo.listener.Listener;
import io.foretide.connectors.enodo.model.EnodoKind;
import io.foretide.core.alarm.AlarmDesk;
import io.foretide.core.alarm.AlarmParts;
import io.foretide.core.alarm.Alarms;
import io.foretide.core.clock.ClockRules;
import io.foretide.core.connect.ConnectorContext;
import io.foretide.core.engine.EngineParts;
import io.foretide.core.engine.RunningEngine;
import io.foretide.core.error.ProviderException;
import io.foretide.core.event.Event;
import io.foretide.core.event.EventLog;
import io.foretide.core.event.Severity;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.model.ModelInformationProvider;
import io.foretide.core.process.Alone;
import io.foretide.core.process.Identity;
import io.foretide.core.process.Load;
import io.foretide.core.process.Peers;
import io.foretide.core.process.Role;
import io.foretide.core.rollout.RolloutSources;
import io.foretide.core.schedule.InProcessQueue;
import io.foretide.core.sensor.PointSink;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.settings.Secret;
import io.foretide.core.task.TaskQueue;
import io.foretide.core.time.Instants;
import io.foretide.core.training.TrainingParts;
import io.foretide.hub.Hub;
import io.foretide.hub.Services;
import io.foretide.hub.StartRefused;
import io.foretide.hub.ingest.MeteredSink;
import io.foretide.ingest.Repeating;
import io.foretide.models.BuiltInModels;
import io.foretide.models.capacity.Calibration;
import io.foretide.models.kind.ModelKind;
import io.foretide.store.SqlStore;
import io.foretide.store.file.DatabaseFileException;
import io.foretide.store.process.SqlPeers;
import io.foretide.store.queue.SqlQueue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store, engine and hub of one process. {@link #open} answers questions and takes points; {@link
 * #start} begins to plan and to run models. Thread-safe.
 */
public final class Service implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);
  private static final long QUEUE_LEASE_MILLIS = 60_000;
  private static final long GRADES_EVERY = Instants.MINUTE;
  private static final int GRADES_AT_ONCE = 2_000;
  private static final long RETENTION_EVERY = 10 * Instants.MINUTE;

  private final Configuration configuration;
  private final ServiceOptions options;
  private final SqlStore store;
  private final CountedCoverage coverage;
  private final RunningEngine engine;
  private final Takeover takeover;
  private final EventLog events;
  private final OpenProviders open;
  private final Optional<EnodoService> enodo;
  private final BuiltInModels kinds;
  private final ProviderWiring wiring;
  private final TalliedSink tallied;
  private final MeteredSink points;
  private final SensorGrades grades;
  private final CapacityGuard guard;
  private final Overload overload;
  private final Telemetry telemetry;
  private final Secret token;
  private final LogTap log;
  private final Optional<SqlQueue> rows;
  private final Identity me;
  private final Peers peers;
  private final AtomicReference<@Nullable RunningEngine> busy = new AtomicReference<>();

  /** Null in a process that is no hub. */
  private final @Nullable Hub hub;

  private final EnodoRest enodoRest;
  private final AlarmParts alarmParts;
  private final AlarmDesk alarms;
  private @Nullable Leading leading;
  private @Nullable Repeating grading;
  private boolean closed;

  private Service(Configuration configuration, ServiceOptions options, SqlStore store)
      throws DatabaseFileException, ProviderException, StartRefused {
    this.configuration = configuration;
    this.options = options;
    this.store = store;
    me = ThisProcess.identity(configuration.roles(), options.clock().now());
    peers = peers();
    coverage = new CountedCoverage(store.coverage());
    events = new LoggedEvents(store.events());
    open = new OpenProviders(context());
    enodo = enodo();
    List<ModelKind> more =
        new ArrayList<>(
            ForeignKinds.of(configuration.predictor(), configuration.store().folder(), context()));
    more.add(
        enodo
            .map(e -> e.kind(new SecureRandom()))
            .orElseGet(() -> EnodoKind.withoutHub(options.clock(), new SecureRandom())));
    kinds = new BuiltInModels(System::nanoTime, more);
    guard =
        new CapacityGuard(
            kinds,
            store.models(),
            new Calibration(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime),
            new LiveExecutors(peers, configuration.executor().computeThreads()),
            Runtime.getRuntime().maxMemory(),
            (does(Role.EXECUTOR) || peers.shared()) && configuration.executor().refuseOverload());
    overload =
        new Overload(new StartCheck(guard, store.meta()), configuration, events, options.clock());
    telemetry =
        Telemetry.start(
            configuration.telemetry(), System.getenv(), options.clock(), Version.text());
    enodoRest = new EnodoRest(configuration.hub(), new StoredTexts(store.meta()));
    wiring =
        ProviderWiring.open(
            enodoRest.around(configuration.providers()),
            store,
            guard,
            open,
            telemetry,
            does(Role.SCHEDULER, Role.EXECUTOR));
    verify();
    rows =
        configuration.providers().queueOfRows() && does(Role.SCHEDULER, Role.EXECUTOR)
            ? Optional.of(store.queue(configuration.queueCapacity(), QUEUE_LEASE_MILLIS))
            : Optional.empty();
    engine = new RunningEngine(parts());
    busy.set(engine);
    takeover = new Takeover(engine, store.models(), events, options.clock());
    addExecutors();
    store.watch(engine.watch());
    engine.load();
    tallied = new TalliedSink(store.points());
    points = new MeteredSink(tallied, options.clock());
    grades =
        new SensorGrades(
            wiring.sensors(),
            wiring.sensors(),
            new LeadersEvents(events, peers),
            options.clock(),
            new StoredGrades(store.meta()));
    token = LocalToken.make(configuration.hub());
    log = LogTap.start(new Masking(configuration.reading().secrets(), token));
    alarmParts =
        new AlarmParts(
            engine,
            store.predictions(),
            wiring.sensors(),
            wiring.sensors(),
            store.alarms(),
            events,
            options.clock(),
            configuration.alarms().rules(),
            enodoRest.outputs(configuration.alarms().outputs(), context()),
            configuration.alarms().maintenance());
    alarms = new AlarmDesk(alarmParts);
    var shown = HubWiring.settings(configuration.hub(), token);
    hub = does(Role.HUB) ? Hub.start(shown, services()) : null;
    if (hub != null) {
      enodoRest.start(shown, services(), enodo);
      LOG.info("serves at {} from {}", server().address(), store.place());
    }
  }

  private Services services() {
    return new Services(
        engine,
        wiring.sensors(),
        wiring.sensors(),
        points,
        grades,
        guard,
        store.predictions(),
        events,
        options.clock(),
        Version.text(),
        () -> HubWiring.effective(configuration),
        () -> HubWiring.gauges(store),
        Optional.of(alarms),
        log.ring(),
        new LibraryBacktests(),
        () -> enodo.map(EnodoService::clients).orElse(List.of()),
        peers,
        () -> store.trouble() instanceof String why ? why : "");
  }

  private Peers peers() throws ProviderException {
    Optional<SqlPeers> others = store.join(new SqlPeers.Member(me, this::load));
    return others.isPresent() ? others.get() : new Alone(me, options.clock(), this::load);
  }

  private Load load() {
    RunningEngine now = busy.get();
    return now == null ? Load.NONE : now.load(options.clock().now());
  }

  private boolean does(Role... any) {
    return Arrays.stream(any).anyMatch(configuration.roles()::contains);
  }

  private Optional<EnodoService> enodo() throws StartRefused {
    if (configuration.enodo().hub().isEmpty() || !does(Role.HUB)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          EnodoService.open(configuration.enodo().hub().get(), store, events, options.clock()));
    } catch (IOException e) {
      throw new StartRefused(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens the store and serves. Nothing is planned yet.
   *
   * @throws DatabaseFileException if the database cannot be used
   * @throws StartRefused if the address cannot be used
   */
  public static Service open(Configuration configuration, ServiceOptions options)
      throws DatabaseFileException, ProviderException, StartRefused, IOException {
    Path folder = configuration.store().folder();
    DataFolder.prepare(folder);
    SqlStore store = Databases.open(configuration.store(), options.clock());
    boolean ready = false;
    try {
      Service service = new Service(configuration, options, store);
      if (options.announce() && service.serves()) {
        service.server().write(folder);
      }
      ready = true;
      return service;
    } finally {
      if (!ready) {
        store.close();
      }
    }
  }

  private ConnectorContext context() {
    return new ConnectorContext(
            options.clock(),
            new SecureRandom(),
            events,
            store.models(),
            Optional.empty(),
            System.getenv(),
            configuration.scheduler().name())
        .withModelDefaults(configuration.scheduler().modelDefaults());
  }

  /** Refused access ends the start; an outage is told and waited out. */
  private void verify() throws ProviderException, StartRefused {
    try {
      for (String silent : open.verify()) {
        events.append(
            Event.of(options.clock().now(), Severity.WARNING, "provider.silent", "", silent));
      }
    } catch (ProviderException.Rejected e) {
      throw new StartRefused(String.valueOf(e.getMessage()), e);
    }
  }

  private TaskQueue queue() {
    return wiring
        .queue()
        .orElseGet(() ->
            rows.isPresent() ? rows.get() : new InProcessQueue(configuration.queueCapacity()));
  }

  private EngineParts parts() {
    return new EngineParts(
        options.clock(),
        ClockRules.DEFAULT,
        new StoredClock(store.meta()),
        store.models(),
        coverage,
        store.claims(),
        queue(),
        wiring.providers(),
        wiring.sensors(),
        events,
        new StoredHistory(store.runs()),
        new RolloutSources(store.rollouts(), store.predictions(), store.runs()),
        new TrainingParts(store.trainings(), configuration.scheduler().trainings(), Version.text()),
        configuration.scheduler().limits(),
        configuration
            .executor()
            .limits(
                peers.shared() ? me.name() : configuration.scheduler().name(),
                configuration.scheduler().limits()),
        configuration.executor().computeThreads(),
        new SplittableRandom(options.clock().monotonic()),
        peers,
        options.fatal(),
        telemetry);
  }

  /** Further executors, each a member of the queue's group of its own. */
  private void addExecutors() throws ProviderException {
    String first = peers.shared() ? me.name() : configuration.scheduler().name();
    for (int n = 2; does(Role.EXECUTOR) && n <= configuration.executor().instances(); n++) {
      String name = first + "#" + n;
      Optional<TaskQueue> queue = open.receiver(configuration.providers().queue(), name);
      if (queue.isEmpty()) {
        return;
      }
      engine.addExecutor(
          queue.get(), configuration.executor().limits(name, configuration.scheduler().limits()));
    }
  }

  /** Begins to plan, to run models, to follow sources and to remove what is too old. */
  public void start() throws ProviderException, IOException {
    if (options.adopt() && does(Role.SCHEDULER)) {
      takeover.adopt();
    }
    if (configuration.scheduler().repeatNewest() && does(Role.SCHEDULER)) {
      engine.repeatNewest();
    }
    engine.start();
    enodo.ifPresent(e -> e.start(engine));
    if (does(Role.SCHEDULER)) {
      leading = Leading.start(peers, this::lead);
    }
    if (hub != null) {
      grading = new Repeating("sensor grades", GRADES_EVERY, () -> grade(grades));
    }
  }

  /** What only the process does that plans. */
  private AutoCloseable lead() throws IOException {
    Repeating retention =
        new Repeating("retention", RETENTION_EVERY, () -> retain(store, options.clock().now()));
    Repeating readBack = new Repeating("read back", RETENTION_EVERY, takeover::readBack);
    AlarmWatch alarmWatch = AlarmWatch.start(alarmParts, alarms, new SecureRandom());
    Repeating capacity = new Repeating("capacity", GRADES_EVERY, overload::tell);
    Optional<Sources> sources =
        options.sources() ? Optional.of(Sources.start(this, options.clock())) : Optional.empty();
    return () -> {
      sources.ifPresent(Sources::close);
      capacity.close();
      alarmWatch.close();
      alarms.rest();
      readBack.close();
      retention.close();
    };
  }

  private static void retain(SqlStore store, long now) {
    try {
      store.retain(now);
    } catch (ProviderException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("what is too old is removed at the next turn: {}", e.getMessage());
      }
    }
  }

  /**
   * Refuses a start that could not keep up with its models.
   *
   * @throws StartRefused with the remedy
   */
  public void refuseOverload() throws ProviderException, StartRefused {
    if (does(Role.EXECUTOR) && !peers.shared()) {
      overload.refuse(System.getenv());
    }
  }

  private static void grade(SensorGrades grades) {
    try {
      var unused = grades.round(GRADES_AT_ONCE);
    } catch (ProviderException e) {
      LOG.debug("sensors are graded again at the next turn: {}", e.getMessage());
    }
  }

  public RunningEngine engine() {
    return engine;
  }

  boolean adopts() {
    return options.adopt();
  }

  /** The port of Enodo's REST; -1 if it is not served. */
  public int enodoRestPort() {
    return enodoRest.port();
  }

  /** Takes points in. */
  public PointSink points() {
    return points;
  }

  /** The hub of Enodo's protocol; empty if there is none. */
  public Optional<EnodoService> enodoHub() {
    return enodo;
  }

  /** All series, of the store and of outside systems. */
  public SensorDataProvider sensors() {
    return wiring.sensors();
  }

  /** What was found alarming. */
  public Alarms alarms() {
    return alarms;
  }

  /** Has a listener count the points that come in from now on. */
  public void countFor(Listener listener) {
    tallied.countFor(listener);
  }

  public SensorInformationProvider series() {
    return store.points();
  }

  /** Who says which models exist, beside the model files. */
  List<ModelInformationProvider> modelSources() {
    return wiring.models();
  }

  public SqlStore store() {
    return store;
  }

  public EventLog events() {
    return events;
  }

  public Configuration configuration() {
    return configuration;
  }

  /** Points that committed tasks read since the start. */
  public long pointsRead() {
    return coverage.pointsRead();
  }

  /** Predicted rows that committed tasks wrote since the start. */
  public long pointsWritten() {
    return coverage.pointsWritten();
  }

  /** Committed tasks since the start, by executor. */
  public Map<String, Long> tasksByExecutor() {
    return coverage.tasks();
  }

  /** What this process is called among others. */
  public String name() {
    return me.name()
        + " ("
        + configuration.roles().stream().sorted().map(Role::word).collect(joining(", "))
        + ")";
  }

  /** Whether this process is a hub. */
  public boolean serves() {
    return hub != null;
  }

  /** How to reach this process, which must be a hub. */
  public ServerFile server() {
    if (hub == null) {
      throw new IllegalStateException(me.name() + " is no hub");
    }
    String scheme = configuration.hub().certificate().isPresent() ? "https" : "http";
    String host = HubWiring.reachable(configuration.hub().host());
    return new ServerFile(
        URI.create(scheme + "://" + host + ":" + hub.port()), ProcessHandle.current().pid(), token);
  }

  /** Stops in order: no new work, running tasks end, what is written is safe. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (options.announce() && hub != null) {
        ServerFile.remove(configuration.store().folder());
      }
    } catch (IOException e) {
      LOG.warn("server.json in {} stays behind", configuration.store().folder(), e);
    }
    if (leading != null) {
      leading.close();
    }
    if (grading != null) {
      grading.close();
    }
    enodoRest.close();
    if (hub != null) {
      hub.close();
    }
    enodo.ifPresent(EnodoService::close);
    try {
      if (!engine.drain(
          configuration.executor().drainTimeout(), java.util.concurrent.TimeUnit.NANOSECONDS)) {
        LOG.warn("some tasks did not end in time; they are computed again at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
    open.close();
    telemetry.close();
    kinds.close();
    rows.ifPresent(SqlQueue::close);
    if (peers instanceof SqlPeers shared) {
      shared.close();
    }
    try {
      store.close();
    } catch (DatabaseFileException e) {
      LOG.error("closing {} failed: {}", store.place(), e.getMessage());
    }
  }

  static boolean exists(Configuration configuration) {
    return Databases.exists(configuration.store());
  }
}
