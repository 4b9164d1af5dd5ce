/** Rollouts in the database file. */
@NullMarked
package io.foretide.store.rollout;

import org.jspecify.annotations.NullMarked;
