/** Claims, tasks, outcomes and commits. */
@NullMarked
package io.foretide.core.task;

import org.jspecify.annotations.NullMarked;
