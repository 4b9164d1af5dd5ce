/** Claims kept in memory. */
@NullMarked
package io.foretide.core.claim;

import org.jspecify.annotations.NullMarked;
