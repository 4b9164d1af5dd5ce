/** The small versioned byte form of fitted models. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.saved;
