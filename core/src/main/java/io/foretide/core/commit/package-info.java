/** What becomes durable at once: outcomes, commits, checkpoints, and the store of coverage. */
@NullMarked
package io.foretide.core.commit;

import org.jspecify.annotations.NullMarked;
