/** When a detector applies: a pump that is off neither teaches nor alarms. */
@org.jspecify.annotations.NullMarked
package io.foretide.detect.regime;
