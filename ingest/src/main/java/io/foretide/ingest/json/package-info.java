/** Points as JSON or NDJSON. */
@NullMarked
package io.foretide.ingest.json;

import org.jspecify.annotations.NullMarked;
