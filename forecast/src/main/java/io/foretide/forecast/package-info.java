/**
 * Forecasts of evenly spaced series: what a forecaster, a fitted model and a result are. Pure
 * mathematics over {@code double[]}; NaN means "no value".
 */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast;
