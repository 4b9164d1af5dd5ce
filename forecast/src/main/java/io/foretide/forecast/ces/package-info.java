/** Complex exponential smoothing (Svetunkov, Kourentzes and Ord 2022). */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.ces;
