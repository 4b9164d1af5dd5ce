/** The Metadata API: which projects exist, and which models predict what from what. */
@NullMarked
package io.foretide.connectors.metadataapi;

import org.jspecify.annotations.NullMarked;
