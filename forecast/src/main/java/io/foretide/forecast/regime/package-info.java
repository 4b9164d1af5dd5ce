/** A model for each state of a plant. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.regime;
