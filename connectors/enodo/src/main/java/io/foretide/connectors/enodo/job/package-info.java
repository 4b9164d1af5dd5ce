/** A job for a worker, whatever the dialect. */
@NullMarked
package io.foretide.connectors.enodo.job;

import org.jspecify.annotations.NullMarked;
