/** Removal of what has grown old. */
@NullMarked
package io.foretide.store.retention;

import org.jspecify.annotations.NullMarked;
