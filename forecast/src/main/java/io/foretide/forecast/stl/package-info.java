/**
 * Seasonal-trend decomposition by local regression (Cleveland, Cleveland, McRae and Terpenning
 * 1990) for one and several seasons, and forecasts through it.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.forecast.stl;
