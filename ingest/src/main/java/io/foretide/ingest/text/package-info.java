/** Numbers, times and names in bytes. */
@NullMarked
package io.foretide.ingest.text;

import org.jspecify.annotations.NullMarked;
