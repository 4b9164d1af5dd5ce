/** The one thread that writes, and its queues. */
@NullMarked
package io.foretide.store.write;

import org.jspecify.annotations.NullMarked;
