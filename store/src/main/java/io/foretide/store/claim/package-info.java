/** Claims as rows, for processes that share a schema. */
@NullMarked
package io.foretide.store.claim;

import org.jspecify.annotations.NullMarked;
