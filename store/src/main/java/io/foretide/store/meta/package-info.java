/** Keys and values of the store itself. */
@NullMarked
package io.foretide.store.meta;

import org.jspecify.annotations.NullMarked;
