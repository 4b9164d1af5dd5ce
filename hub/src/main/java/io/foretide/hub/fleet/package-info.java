/** Every series at once, small enough for one answer. */
@NullMarked
package io.foretide.hub.fleet;

import org.jspecify.annotations.NullMarked;
