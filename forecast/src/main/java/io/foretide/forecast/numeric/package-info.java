/** Numerical building blocks: quantiles, optimisers, small dense linear algebra. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.numeric;
