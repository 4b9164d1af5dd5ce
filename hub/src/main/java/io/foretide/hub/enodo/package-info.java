/** The REST interfaces of Enodo's hubs, mapped onto Foretide's own models. */
@NullMarked
package io.foretide.hub.enodo;

import org.jspecify.annotations.NullMarked;
