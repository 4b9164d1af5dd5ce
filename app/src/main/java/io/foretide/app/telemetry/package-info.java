/** Traces, timings and logs for other systems. */
@NullMarked
package io.foretide.app.telemetry;

import org.jspecify.annotations.NullMarked;
