/** Forecasts of series in memory, and how they are shown. */
@NullMarked
package io.foretide.app.forecast;

import org.jspecify.annotations.NullMarked;
