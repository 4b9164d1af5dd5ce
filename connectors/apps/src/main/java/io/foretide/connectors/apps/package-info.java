/**
 * Models that are programs of their own: {@code run: process}, {@code run: container} and {@code
 * run: http}. A frame goes in, a frame comes out.
 */
@NullMarked
package io.foretide.connectors.apps;

import org.jspecify.annotations.NullMarked;
