/** Alarms and what is told of them, as rows. */
@NullMarked
package io.foretide.store.alarm;

import org.jspecify.annotations.NullMarked;
