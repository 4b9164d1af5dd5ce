package io.foretide.hub;

import io.foretide.core.alarm.Alarms;
import io.foretide.core.capacity.CapacitySource;
import io.foretide.core.engine.Engine;
import io.foretide.core.event.EventLog;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.process.Peers;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.time.WallClock;
import io.foretide.hub.clients.ConnectedClient;
import io.foretide.hub.ingest.MeteredSink;
import io.foretide.hub.log.LogRing;
import io.foretide.hub.metrics.Gauge;
import io.foretide.hub.tryout.Backtests;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the hub serves from.
 *
 * @param engine answers about models and coverage
 * @param series which series exist
 * @param data reads their points
 * @param points takes points in, and counts them
 * @param grades what sensors' data are worth
 * @param capacity what the models need
 * @param predictions stored predictions
 * @param events stored events
 * @param clock the engine's clock
 * @param version text of the program's version
 * @param settings the effective configuration, secrets already masked
 * @param gauges further figures for {@code /metrics}
 * @param alarms empty where nothing judges
 * @param log the last lines of the log
 * @param backtests tries methods on histories
 * @param clients who is connected over Enodo's protocol
 * @param peers all processes of the system
 * @param storeTrouble why the store's last write failed; empty if it did not
 */
public record Services(
    Engine engine,
    SensorInformationProvider series,
    SensorDataProvider data,
    MeteredSink points,
    SensorGrades grades,
    CapacitySource capacity,
    PredictionHistory predictions,
    EventLog events,
    WallClock clock,
    String version,
    Supplier<Map<String, Object>> settings,
    Supplier<List<Gauge>> gauges,
    Optional<Alarms> alarms,
    LogRing log,
    Backtests backtests,
    Supplier<List<ConnectedClient>> clients,
    Peers peers,
    Supplier<String> storeTrouble) {}
