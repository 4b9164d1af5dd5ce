/** Tests against the stand-in. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.metadataapi;
