/** Predicted rows, one packed row per origin. */
@NullMarked
package io.foretide.store.prediction;

import org.jspecify.annotations.NullMarked;
