/**
 * Detection of anomalies in rows of sensor values: what a detector is, what a score is, and how a
 * detector says no. The methods are in the packages below. Rows are {@code double[]} with one value
 * per signal; training data is {@code double[signal][row]}; NaN is "no value" everywhere.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.detect;
