/** What the processes that share a schema tell each other, turn of writing by turn. */
@NullMarked
package io.foretide.store.turn;

import org.jspecify.annotations.NullMarked;
