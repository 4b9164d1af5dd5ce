/** Tests of files that are written and read back. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.parquet;
