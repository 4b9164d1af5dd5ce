package io.foretide.core.alarm;

import io.foretide.core.engine.Engine;
import io.foretide.core.event.EventLog;
import io.foretide.core.prediction.PredictionHistory;
import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;
import io.foretide.core.time.WallClock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What alarms are made from.
 *
 * @param engine states of models
 * @param predictions their rows
 * @param series newest points of their inputs
 * @param data points, to see what moves together
 * @param store keeps alarms
 * @param events the audit log
 * @param clock of the service
 * @param rules with unique names
 * @param outputs who is told now, with unique names
 * @param maintenance silences of the configuration
 */
public record AlarmParts(
    Engine engine,
    PredictionHistory predictions,
    SensorInformationProvider series,
    SensorDataProvider data,
    AlarmStore store,
    EventLog events,
    WallClock clock,
    List<AlarmRule> rules,
    Supplier<List<AlarmOutput>> outputs,
    List<Silence> maintenance) {
  public AlarmParts {
    rules = List.copyOf(rules);
    maintenance = List.copyOf(maintenance);
  }
}
