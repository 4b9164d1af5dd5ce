/** CSV files and streams. */
@NullMarked
package io.foretide.ingest.csv;

import org.jspecify.annotations.NullMarked;
