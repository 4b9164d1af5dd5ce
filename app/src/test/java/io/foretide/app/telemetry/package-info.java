/** What the program tells other systems about its own work. */
@NullMarked
package io.foretide.app.telemetry;

import org.jspecify.annotations.NullMarked;
