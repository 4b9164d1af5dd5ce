/** A small world in memory for tests of the core. */
@NullMarked
package io.foretide.core.world;

import org.jspecify.annotations.NullMarked;
