/** From what sensors deliver to what methods take: even grids, cleaned windows, regimes. */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.grid;
