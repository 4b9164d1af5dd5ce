/** Tables that are asked for new rows, over SQL or HTTP. */
@NullMarked
package io.foretide.ingest.pull;

import org.jspecify.annotations.NullMarked;
