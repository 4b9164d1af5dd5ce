/**
 * The promise under faults: planner, scheduler, execution and engine run from one seed on a
 * simulated clock, over stores in memory that survive crashes as a disk does.
 */
@org.jspecify.annotations.NullMarked
package io.foretide.core.simulation;
