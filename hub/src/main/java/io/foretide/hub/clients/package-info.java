/** Who is connected to the hub of Enodo's protocol. */
@org.jspecify.annotations.NullMarked
package io.foretide.hub.clients;
