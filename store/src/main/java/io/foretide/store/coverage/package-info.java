/** Coverage, commits, checkpoints, re-plans and runs. */
@NullMarked
package io.foretide.store.coverage;

import org.jspecify.annotations.NullMarked;
