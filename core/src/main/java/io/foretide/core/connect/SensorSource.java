package io.foretide.core.connect;

import io.foretide.core.sensor.SensorDataProvider;
import io.foretide.core.sensor.SensorInformationProvider;

/**
 * An outside system that has sensor data.
 *
 * @param information which series it has
 * @param data reads their points
 */
public record SensorSource(SensorInformationProvider information, SensorDataProvider data) {}
