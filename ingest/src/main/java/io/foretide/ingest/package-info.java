/** ingest. */
@org.jspecify.annotations.NullMarked
package io.foretide.ingest;
