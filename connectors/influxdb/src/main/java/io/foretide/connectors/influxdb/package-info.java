/** InfluxDB 1.x and 2.x as a source of sensor data and as a sink of predictions. */
@NullMarked
package io.foretide.connectors.influxdb;

import org.jspecify.annotations.NullMarked;
