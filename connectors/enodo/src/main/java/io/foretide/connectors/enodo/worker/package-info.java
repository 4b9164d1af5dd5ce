/** Joins a hub and runs its jobs. */
@NullMarked
package io.foretide.connectors.enodo.worker;

import org.jspecify.annotations.NullMarked;
