/** Forecasts and estimates of one sensor from others. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.inputs;
