/** Rules for clocks that step. */
@NullMarked
package io.foretide.core.clock;

import org.jspecify.annotations.NullMarked;
