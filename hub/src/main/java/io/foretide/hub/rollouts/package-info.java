/** Rollouts: a candidate beside the active revision, judged, promoted or rejected. */
@NullMarked
package io.foretide.hub.rollouts;

import org.jspecify.annotations.NullMarked;
