/** Seasons as sums of sines and cosines, with another method on what they leave. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.harmonic;
