/** A folder whose files are taken in as they arrive. */
@NullMarked
package io.foretide.ingest.folder;

import org.jspecify.annotations.NullMarked;
