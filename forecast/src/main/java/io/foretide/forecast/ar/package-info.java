/** Regression of a series on its own past: plain and with lags around long seasons. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.ar;
