/** Events for people. */
@NullMarked
package io.foretide.hub.events;

import org.jspecify.annotations.NullMarked;
