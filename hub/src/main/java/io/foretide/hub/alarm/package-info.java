/** Alarms for people. */
@NullMarked
package io.foretide.hub.alarm;

import org.jspecify.annotations.NullMarked;
