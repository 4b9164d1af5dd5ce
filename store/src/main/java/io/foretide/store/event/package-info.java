/** The event log. */
@NullMarked
package io.foretide.store.event;

import org.jspecify.annotations.NullMarked;
