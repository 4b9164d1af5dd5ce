/**
 * Prophet's model (Taylor and Letham 2018): a trend that bends at changepoints, Fourier seasons,
 * holidays and regressors, fitted to its posterior mode.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.prophet;
