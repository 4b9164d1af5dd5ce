/** Receives SiriDB's tee, counts points and reports them to a hub. */
@NullMarked
package io.foretide.connectors.enodo.listener;

import org.jspecify.annotations.NullMarked;
