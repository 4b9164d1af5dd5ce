/** Influx line protocol, read straight from bytes. */
@NullMarked
package io.foretide.ingest.line;

import org.jspecify.annotations.NullMarked;
