/** Which intervals are predicted, empty or failed. */
@NullMarked
package io.foretide.core.coverage;

import org.jspecify.annotations.NullMarked;
