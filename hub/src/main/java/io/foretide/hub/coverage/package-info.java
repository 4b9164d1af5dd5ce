/** Coverage, gaps, tasks, plans and backfills. */
@NullMarked
package io.foretide.hub.coverage;

import org.jspecify.annotations.NullMarked;
