/**
 * Models that are programs of their own: {@code run: process} and {@code run: container}. A frame
 * goes in, a frame comes out.
 */
@NullMarked
package io.foretide.connectors.apps;

import org.jspecify.annotations.NullMarked;
