/** Predicted rows and where they are kept. */
@NullMarked
package io.foretide.core.prediction;

import org.jspecify.annotations.NullMarked;
