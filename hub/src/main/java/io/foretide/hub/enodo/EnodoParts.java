package io.foretide.hub.enodo;

import io.foretide.core.engine.Engine;
import io.foretide.core.event.EventLog;
import io.foretide.core.grade.SensorGrades;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.time.WallClock;
import io.foretide.hub.enodo.data.Keeper;
import io.foretide.hub.enodo.data.Methods;
import io.foretide.hub.enodo.data.SeasonFinder;
import java.util.function.DoubleSupplier;

/**
 * What Enodo's REST is served from.
 *
 * @param engine the models
 * @param series which series exist
 * @param data reads their points
 * @param grades what the points are worth
 * @param predictions stored predictions
 * @param events what happened
 * @param clock the engine's clock
 * @param version text of the program's version
 * @param keeper keeps what clients registered
 * @param methods that jobs can run
 * @param seasons finds seasons that nobody named
 * @param source the database of the series
 * @param outputs tells clients' outputs of alarms
 * @param sockets what the socket side knows
 * @param load of the processors, 0 to 1
 */
public record EnodoParts(
    Engine engine,
    SensorInformationProvider series,
    SensorDataProvider data,
    SensorGrades grades,
    PredictionHistory predictions,
    EventLog events,
    WallClock clock,
    String version,
    Keeper keeper,
    Methods methods,
    SeasonFinder seasons,
    SeriesSource source,
    EventOutputs outputs,
    Sockets sockets,
    DoubleSupplier load) {}
