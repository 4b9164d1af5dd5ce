/** Gradient-boosted regression trees (Friedman 2001) on binned columns. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.boost;
