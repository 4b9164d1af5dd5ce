/** Points that arrive over HTTP. */
@NullMarked
package io.foretide.hub.ingest;

import org.jspecify.annotations.NullMarked;
