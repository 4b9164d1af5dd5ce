/** Instants, half-open ranges, sets of ranges and the time grid. */
@NullMarked
package io.foretide.core.time;

import org.jspecify.annotations.NullMarked;
