/**
 * The Time Series API ("Omnia Timeseries") as a source of sensor data and a sink of predictions.
 */
@NullMarked
package io.foretide.connectors.timeseriesapi;

import org.jspecify.annotations.NullMarked;
