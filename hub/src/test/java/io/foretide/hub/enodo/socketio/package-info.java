@org.jspecify.annotations.NullMarked
package io.foretide.hub.enodo.socketio;
