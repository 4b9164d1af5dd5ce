/**
 * A catalogue says which sensors and models exist and how they are named: a file or the answer of
 * an HTTP address.
 */
@NullMarked
package io.foretide.connectors.catalog;

import org.jspecify.annotations.NullMarked;
