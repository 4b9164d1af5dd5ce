/**
 * Socket.IO 5 over Engine.IO 4, by polling and by WebSocket, for clients of Enodo's newest hub. The
 * protocols: github.com/socketio/socket.io-protocol and github.com/socketio/engine.io-protocol.
 */
@NullMarked
package io.foretide.hub.enodo.socketio;

import org.jspecify.annotations.NullMarked;
