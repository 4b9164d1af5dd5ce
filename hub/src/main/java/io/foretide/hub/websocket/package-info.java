/** WebSocket (RFC 6455) for texts, on connections that the hub's server hands over. */
@NullMarked
package io.foretide.hub.websocket;

import org.jspecify.annotations.NullMarked;
