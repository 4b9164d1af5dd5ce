/**
 * ARIMA and seasonal ARIMA with exact Gaussian likelihood (Harvey 1989; Durbin and Koopman 2012).
 */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.arima;
