/** When it runs: the scheduler and its queue. */
@NullMarked
package io.foretide.core.schedule;

import org.jspecify.annotations.NullMarked;
