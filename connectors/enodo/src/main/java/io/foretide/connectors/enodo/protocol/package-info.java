/** Enodo's socket protocol of both eras: packets, messages, and how each is written. */
@NullMarked
package io.foretide.connectors.enodo.protocol;

import org.jspecify.annotations.NullMarked;
