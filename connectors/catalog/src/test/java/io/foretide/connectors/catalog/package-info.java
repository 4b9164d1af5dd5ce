/** Tests of catalogues from files and over HTTP. */
@org.jspecify.annotations.NullMarked
package io.foretide.connectors.catalog;
