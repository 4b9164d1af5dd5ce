/** Detectors that know how signals move together, by a linear model of their covariance. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.subspace;
