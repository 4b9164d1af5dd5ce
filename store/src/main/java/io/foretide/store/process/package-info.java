/** Which processes there are, which one plans, and what they tell each other. */
@NullMarked
package io.foretide.store.process;

import org.jspecify.annotations.NullMarked;
