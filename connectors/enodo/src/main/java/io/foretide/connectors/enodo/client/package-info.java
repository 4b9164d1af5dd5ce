/** The client's side of a connection to a hub, for listeners and workers. */
@NullMarked
package io.foretide.connectors.enodo.client;

import org.jspecify.annotations.NullMarked;
