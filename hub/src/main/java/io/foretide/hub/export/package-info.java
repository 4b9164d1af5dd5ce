/** Streamed exports of points and predictions. */
@NullMarked
package io.foretide.hub.export;

import org.jspecify.annotations.NullMarked;
