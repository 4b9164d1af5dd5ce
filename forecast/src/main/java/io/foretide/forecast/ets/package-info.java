/**
 * Exponential smoothing as innovations state space models (Hyndman, Koehler, Ord and Snyder,
 * Forecasting with Exponential Smoothing, 2008): all forms of error, trend and season.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.ets;
