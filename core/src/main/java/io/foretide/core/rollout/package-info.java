/** Candidates beside the active revision: the state machine of a rollout, and its gates. */
@NullMarked
package io.foretide.core.rollout;

import org.jspecify.annotations.NullMarked;
