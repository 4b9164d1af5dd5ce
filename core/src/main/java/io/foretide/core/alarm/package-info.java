/** Alarms: rules over results, one alarm per episode, and who is told of it. */
@NullMarked
package io.foretide.core.alarm;

import org.jspecify.annotations.NullMarked;
