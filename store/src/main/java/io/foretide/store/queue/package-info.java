/** Tasks on their way as rows, where no broker carries them. */
@NullMarked
package io.foretide.store.queue;

import org.jspecify.annotations.NullMarked;
