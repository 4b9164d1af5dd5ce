/** Figures for Prometheus. */
@NullMarked
package io.foretide.hub.metrics;

import org.jspecify.annotations.NullMarked;
