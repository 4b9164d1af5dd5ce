/** The hub over a real socket, with stand-ins for engine and stores. */
@NullMarked
package io.foretide.hub;

import org.jspecify.annotations.NullMarked;
