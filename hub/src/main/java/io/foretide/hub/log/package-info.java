/** The service's own log, for people who cannot see its console. */
@NullMarked
package io.foretide.hub.log;

import org.jspecify.annotations.NullMarked;
