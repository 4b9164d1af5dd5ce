/**
 * The words, the planner, the scheduler and the executor. Nothing here does I/O: clocks,
 * randomness, queues and stores are interfaces.
 */
@NullMarked
package io.foretide.core;

import org.jspecify.annotations.NullMarked;
