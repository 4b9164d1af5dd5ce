/** What a database holds, and whether it is sound. */
@NullMarked
package io.foretide.store.check;

import org.jspecify.annotations.NullMarked;
