/** How good forecasts were: error measures and rolling-origin tests. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.backtest;
