/** What Enodo's clients are told as it happens, over server-sent events and WebSocket. */
@NullMarked
package io.foretide.hub.enodo.live;

import org.jspecify.annotations.NullMarked;
