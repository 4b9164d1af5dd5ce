/** Small tables as Parquet files in memory, with the names that pandas gives to their columns. */
@NullMarked
package io.foretide.connectors.parquet;

import org.jspecify.annotations.NullMarked;
